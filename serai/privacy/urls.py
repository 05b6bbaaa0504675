from django.urls import path

from serai.privacy.views import my_data, retention

app_name = "privacy"
urlpatterns = [
    path("of/<uuid:public_id>/", my_data.my_data, name="my_data"),
    path("retention/", retention.retention, name="retention"),
    path("retention/list/", retention.make_list, name="make_list"),
    path("retention/<uuid:public_id>/", retention.due_list, name="due_list"),
    path("retention/<uuid:public_id>/certificate/", retention.certificate, name="certificate"),
    path("holds/", retention.legal_holds, name="holds"),
    path("holds/<int:pk>/lift/", retention.lift_hold, name="lift_hold"),
]
