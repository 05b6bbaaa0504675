from django.urls import path

from serai.vault import views

app_name = "vault"
urlpatterns = [
    path("lock/", views.lock, name="lock"),
]
