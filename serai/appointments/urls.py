from django.urls import path

from serai.appointments import views

app_name = "appointments"
urlpatterns = [
    path("", views.day, name="day"),
    path("reminders/", views.reminders, name="reminders"),
    path("rooms/", views.rooms, name="rooms"),
    path("people/<uuid:public_id>/", views.book, name="book"),
    path("<uuid:public_id>/", views.appointment, name="appointment"),
]
