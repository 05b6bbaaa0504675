from django.urls import path

from serai.sealed.views import files, own_key, readers, recovery

app_name = "sealed"
urlpatterns = [
    path("", own_key.home, name="home"),
    path("key/", own_key.make_key, name="make_key"),
    path("passphrase/", own_key.passphrase, name="passphrase"),
    path("unlock/", own_key.unlock, name="unlock"),
    path("lock/", own_key.lock, name="lock"),
    path("held/", recovery.held, name="held"),
    path("held/<uuid:pk>/", recovery.help_recover, name="help_recover"),
    path("set-up/<slug:kind>/", readers.set_up, name="set_up"),
    path("files/<slug:kind>/", files.caseload, name="caseload"),
    path("files/<slug:kind>/person/<uuid:public_id>/", files.file, name="file"),
    path("files/<slug:kind>/letter/<uuid:pk>/", files.take_letter, name="take_letter"),
    path("readers/<slug:kind>/", readers.readers, name="readers"),
    path("readers/<slug:kind>/propose/", readers.propose, name="propose"),
    path("readers/<slug:kind>/hand-over/<uuid:pk>/", readers.hand_over, name="hand_over"),
    path("readers/<slug:kind>/remove/<int:pk>/", readers.remove, name="remove"),
    path("readers/<slug:kind>/new-key/", readers.change_key, name="change_key"),
    path("readers/<slug:kind>/holders/", readers.choose_holders, name="choose_holders"),
    path("readers/<slug:kind>/leave/", readers.leave, name="leave"),
    path("trail/<slug:kind>/", readers.trail, name="trail"),
]
