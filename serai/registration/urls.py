from django.urls import path

from serai.registration.views import correction, profile, registration, zones

app_name = "registration"
urlpatterns = [
    path("new/", registration.register, name="register"),
    path("open-here/", registration.open_here, name="open_here"),
    path("<uuid:public_id>/again/", registration.again, name="again"),
    path("<uuid:public_id>/correct/", correction.correct, name="correct"),
    path("<uuid:public_id>/document/", zones.zone, name="zone"),
    path("<uuid:public_id>/profile/", profile.profile, name="profile"),
    path("<uuid:public_id>/profile/<slug:name>/", profile.profile_topic, name="profile_topic"),
]
