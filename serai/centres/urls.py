from django.urls import path

from serai.centres import views

app_name = "centres"
urlpatterns = [
    path("", views.today, name="today"),
    path("posting/", views.choose_posting, name="choose_posting"),
]
