from django.urls import path

from serai.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.search, name="search"),
    path("add/", views.add, name="add"),
    path("report/", views.report, name="report"),
    path("<uuid:public_id>/", views.service, name="service"),
    path("<uuid:public_id>/edit/", views.edit, name="edit"),
    path("<uuid:public_id>/verify/", views.verify, name="verify"),
    path("<uuid:public_id>/status/", views.set_status, name="set_status"),
]
