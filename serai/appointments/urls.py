from django.urls import path

from serai.appointments.views import booking, waiting

app_name = "appointments"
urlpatterns = [
    path("", booking.day, name="day"),
    path("reminders/", booking.reminders, name="reminders"),
    path("rooms/", booking.rooms, name="rooms"),
    path("people/<uuid:public_id>/", booking.book, name="book"),
    path("waiting/", waiting.board, name="waiting"),
    path("people/<uuid:public_id>/waiting/", waiting.wait, name="wait"),
    path("<uuid:public_id>/", booking.appointment, name="appointment"),
]
