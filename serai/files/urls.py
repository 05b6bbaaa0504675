from django.urls import path

from serai.files import views

app_name = "files"
urlpatterns = [
    path("people/<uuid:public_id>/", views.add, name="add"),
    path("people/<uuid:public_id>/<uuid:paper>/", views.paper, name="paper"),
    path("people/<uuid:public_id>/<uuid:paper>/remove/", views.remove, name="remove"),
]
