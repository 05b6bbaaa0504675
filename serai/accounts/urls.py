from django.urls import path

from serai.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("mine/", views.mine, name="mine"),
    path("password/", views.password, name="password"),
    path("alive/", views.alive, name="alive"),
]
