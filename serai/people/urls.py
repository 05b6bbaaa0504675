from django.urls import path

from serai.people.views import card, consent, file, household, profile, registration, search

app_name = "people"
urlpatterns = [
    path("", search.search, name="search"),
    path("register/", registration.register, name="register"),
    path("open-here/", registration.open_here, name="open_here"),
    path("notice/", consent.notice, name="notice"),
    path("<uuid:public_id>/", file.file, name="file"),
    path("<uuid:public_id>/why/", file.why, name="why"),
    path("<uuid:public_id>/again/", registration.again, name="again"),
    path("<uuid:public_id>/correct/", file.correct, name="correct"),
    path("<uuid:public_id>/card/", card.card, name="card"),
    path("<uuid:public_id>/consent/", consent.conversation, name="consent"),
    path("<uuid:public_id>/consent/<slug:purpose>/", consent.conversation, name="consent_alone"),
    path("<uuid:public_id>/consents/", consent.consents, name="consents"),
    path("<uuid:public_id>/consents/<int:pk>/withdraw/", consent.withdraw, name="withdraw"),
    path("<uuid:public_id>/household/", household.household, name="household"),
    path("<uuid:public_id>/household/add/", household.household_add, name="household_add"),
    path("<uuid:public_id>/household/place/", household.household_place, name="household_place"),
    path("<uuid:public_id>/household/leave/", household.household_leave, name="household_leave"),
    path("<uuid:public_id>/child/", household.child, name="child"),
    path("<uuid:public_id>/profile/", profile.profile, name="profile"),
    path("<uuid:public_id>/profile/<slug:name>/", profile.profile_topic, name="profile_topic"),
]
