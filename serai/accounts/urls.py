from django.urls import path

from serai.accounts.views import mine, second_step, sign_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/passkey/", sign_in.sign_in_with_passkey, name="sign_in_with_passkey"),
    path("passkey-question/", sign_in.passkey_question, name="passkey_question"),
    path("unlock/", sign_in.unlock, name="unlock"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("alive/", sign_in.alive, name="alive"),
    path("mine/", mine.mine, name="mine"),
    path("password/", mine.password, name="password"),
    path("sign-out-elsewhere/", mine.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("sign-out-device/<int:pk>/", mine.sign_out_device, name="sign_out_device"),
    path("second-step/", second_step.second_step, name="second_step"),
    path("second-step/app/", second_step.code_app, name="code_app"),
    path("second-step/app/remove/", second_step.remove_code_app, name="remove_code_app"),
    path("second-step/passkey/", second_step.passkey, name="passkey"),
    path("second-step/passkey/offer/", second_step.passkey_offer, name="passkey_offer"),
    path("second-step/passkey/<int:pk>/remove/", second_step.remove_passkey, name="remove_passkey"),
    path("second-step/recovery-codes/", second_step.recovery_codes, name="recovery_codes"),
]
