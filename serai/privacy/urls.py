from django.urls import path

from serai.privacy.views import my_data, registers, requests, retention

app_name = "privacy"
urlpatterns = [
    path("of/<uuid:public_id>/", my_data.my_data, name="my_data"),
    path("of/<uuid:public_id>/request/", requests.new_request, name="new_request"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:public_id>/", requests.one_request, name="request"),
    path("requests/<uuid:public_id>/told/", requests.told, name="told"),
    path("requests/<uuid:public_id>/letter/", requests.letter, name="letter"),
    path("report/", registers.report, name="report"),
    path("breaches/", registers.breaches, name="breaches"),
    path("breaches/<uuid:public_id>/", registers.breach, name="breach"),
    path("breaches/<uuid:public_id>/close/", registers.close_breach, name="close_breach"),
    path("processing/", registers.processing, name="processing"),
    path("processing/controller/", registers.controller, name="controller"),
    path("assessments/", registers.assessments, name="assessments"),
    path("assessments/new/", registers.new_assessment, name="new_assessment"),
    path("assessments/<uuid:public_id>/", registers.assessment, name="assessment"),
    path("assessments/<uuid:public_id>/change/", registers.change_assessment, name="change_assessment"),
    path("retention/", retention.retention, name="retention"),
    path("retention/list/", retention.make_list, name="make_list"),
    path("retention/<uuid:public_id>/", retention.due_list, name="due_list"),
    path("retention/<uuid:public_id>/certificate/", retention.certificate, name="certificate"),
    path("retention/for/", retention.keep_for, name="keep_for"),
    path("holds/", retention.legal_holds, name="holds"),
    path("holds/<int:pk>/lift/", retention.lift_hold, name="lift_hold"),
]
