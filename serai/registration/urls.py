from django.urls import path

from serai.registration.views import correction, household, profile, registration

app_name = "registration"
urlpatterns = [
    path("new/", registration.register, name="register"),
    path("open-here/", registration.open_here, name="open_here"),
    path("<uuid:public_id>/again/", registration.again, name="again"),
    path("<uuid:public_id>/correct/", correction.correct, name="correct"),
    path("<uuid:public_id>/household/", household.household, name="household"),
    path("<uuid:public_id>/household/add/", household.household_add, name="household_add"),
    path("<uuid:public_id>/household/place/", household.household_place, name="household_place"),
    path("<uuid:public_id>/household/leave/", household.household_leave, name="household_leave"),
    path("<uuid:public_id>/child/", household.child, name="child"),
    path("<uuid:public_id>/profile/", profile.profile, name="profile"),
    path("<uuid:public_id>/profile/<slug:name>/", profile.profile_topic, name="profile_topic"),
]
