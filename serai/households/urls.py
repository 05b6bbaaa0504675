from django.urls import path

from serai.households.views import groups, household

app_name = "households"
urlpatterns = [
    path("new/", groups.group, name="group"),
    path("<uuid:public_id>/", household.household, name="household"),
    path("<uuid:public_id>/add/", household.household_add, name="add"),
    path("<uuid:public_id>/place/", household.household_place, name="place"),
    path("<uuid:public_id>/roles/", household.household_roles, name="roles"),
    path("<uuid:public_id>/leave/", household.household_leave, name="leave"),
    path("<uuid:public_id>/child/", household.child, name="child"),
]
