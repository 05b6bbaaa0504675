from django.urls import path

from serai.interpreters import views

app_name = "interpreters"
urlpatterns = [
    path("", views.interpreters, name="list"),
    path("new/", views.add, name="add"),
    path("needs/", views.language_needs, name="needs"),
    path("<uuid:public_id>/", views.edit, name="edit"),
    path("people/<uuid:public_id>/", views.conversation, name="conversation"),
    path("people/<uuid:public_id>/not-wanted/", views.decline, name="decline"),
]
