from django.urls import path

from serai.directory.views import places, services

app_name = "directory"
urlpatterns = [
    path("", services.search, name="search"),
    path("add/", services.add, name="add"),
    path("report/", services.report, name="report"),
    path("<uuid:public_id>/", services.service, name="service"),
    path("<uuid:public_id>/edit/", services.edit, name="edit"),
    path("<uuid:public_id>/verify/", services.verify, name="verify"),
    path("<uuid:public_id>/status/", services.set_status, name="set_status"),
    path("<uuid:public_id>/place/", places.safe_place, name="safe_place"),
]
