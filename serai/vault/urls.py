from django.urls import path

from serai.vault import views

app_name = "vault"
urlpatterns = [
    path("lock/", views.lock, name="lock"),
    path("unlocking/", views.unlocking, name="unlocking"),
    path("unlocking/security-key/", views.add_key, name="add_key"),
]
