from django.urls import path

from serai.people.views import profile

app_name = "people"
urlpatterns = [
    path("<uuid:public_id>/profile/", profile.profile, name="profile"),
    path("<uuid:public_id>/profile/<slug:name>/", profile.profile_topic, name="profile_topic"),
]
