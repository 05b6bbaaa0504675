from django.urls import path

from serai.sharing.views import agreements, leaving, recording, requests

app_name = "sharing"
urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.draft, name="draft"),
    path("agreements/<uuid:public_id>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:public_id>/edit/", agreements.edit, name="edit"),
    path("agreements/<uuid:public_id>/force/", agreements.put_into_force, name="put_into_force"),
    path("agreements/<uuid:public_id>/end/", agreements.end, name="end"),
    path("of/<uuid:public_id>/", leaving.left, name="left"),
    path("of/<uuid:public_id>/decide/", recording.decide_for, name="decide_for"),
    path("of/<uuid:public_id>/told/<int:pk>/", leaving.notice, name="notice"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.log, name="log_request"),
    path("requests/answer/", requests.refusal, name="refusal"),
    path("requests/<uuid:public_id>/", requests.request_page, name="request"),
]
