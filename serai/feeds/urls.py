from django.urls import path

from serai.feeds import views

app_name = "feeds"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("make/", views.make, name="make"),
    path("end/", views.end, name="end"),
    path("<slug:secret>.ics", views.feed, name="feed"),
]
