from django.urls import path

from serai.linkage import views

app_name = "linkage"
urlpatterns = [
    path("", views.suggestions, name="suggestions"),
    path("<uuid:public_id>/", views.suggestion, name="suggestion"),
]
