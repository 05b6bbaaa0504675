from django.urls import path

from serai.centres.views import centre, decisions, network, staff, today

app_name = "centres"
urlpatterns = [
    path("", today.today, name="today"),
    path("posting/", today.choose_posting, name="choose_posting"),
    path("centres/", centre.here, name="here"),
    path("centres/decisions/", decisions.decisions, name="decisions"),
    path("centres/decisions/who-i-am/", decisions.ask_who_i_am, name="ask_who_i_am"),
    path("centres/decisions/<uuid:public_id>/", decisions.decision, name="decision"),
    path("centres/network/", network.network, name="network"),
    path("centres/network/add/", network.add_centre, name="add_centre"),
    path("centres/network/staff/", staff.staff, name="network_staff"),
    path("centres/network/staff/account/", staff.add_account, name="network_add_account"),
    path("centres/network/staff/posting/", staff.give_posting, name="network_give_posting"),
    path("centres/postings/<int:pk>/end/", staff.end_posting, name="end_posting"),
    path("centres/postings/<int:pk>/password/", staff.renew_password, name="renew_password"),
    path("centres/postings/<int:pk>/second-step/", staff.forget_second_step, name="forget_second_step"),
    path("centres/at/<str:code>/", centre.centre, name="centre"),
    path("centres/at/<str:code>/edit/", centre.edit, name="edit"),
    path("centres/at/<str:code>/status/", centre.status, name="status"),
    path("centres/at/<str:code>/services/", centre.services, name="services"),
    path("centres/at/<str:code>/desks/", centre.desks, name="desks"),
    path("centres/at/<str:code>/desks/<str:desk>/", centre.set_desk, name="set_desk"),
    path("centres/at/<str:code>/staff/", staff.staff, name="staff"),
    path("centres/at/<str:code>/staff/account/", staff.add_account, name="add_account"),
    path("centres/at/<str:code>/staff/posting/", staff.give_posting, name="give_posting"),
]
