from django.urls import path

from serai.people.views import consent, file

app_name = "people"
urlpatterns = [
    path("notice/", consent.notice, name="notice"),
    path("<uuid:public_id>/", file.file, name="file"),
    path("<uuid:public_id>/why/", file.why, name="why"),
    path("<uuid:public_id>/consent/", consent.conversation, name="consent"),
    path("<uuid:public_id>/consent/<slug:purpose>/", consent.conversation, name="consent_alone"),
    path("<uuid:public_id>/consents/", consent.consents, name="consents"),
    path("<uuid:public_id>/consents/<int:pk>/withdraw/", consent.withdraw, name="withdraw"),
]
