from django.urls import path

from serai.privacy.views import retention

app_name = "privacy"
urlpatterns = [
    path("retention/", retention.retention, name="retention"),
    path("retention/list/", retention.make_list, name="make_list"),
    path("retention/<uuid:public_id>/", retention.due_list, name="due_list"),
    path("retention/<uuid:public_id>/certificate/", retention.certificate, name="certificate"),
    path("holds/", retention.legal_holds, name="holds"),
    path("holds/<int:pk>/lift/", retention.lift_hold, name="lift_hold"),
]
