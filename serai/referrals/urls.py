from django.urls import path

from serai.referrals.views import desk, making, pages

app_name = "referrals"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<uuid:public_id>/", desk.desk_referral, name="desk_referral"),
    path("partners/", desk.partners, name="partners"),
    path("of/<uuid:public_id>/", making.choose, name="choose"),
    path("of/<uuid:public_id>/to/<uuid:service_id>/", making.make, name="make"),
    path("<uuid:public_id>/", pages.referral, name="referral"),
    path("<uuid:public_id>/consent/", making.ask, name="ask"),
    path("<uuid:public_id>/send/", pages.send, name="send"),
    path("<uuid:public_id>/override/", pages.override, name="override"),
    path("<uuid:public_id>/step/", pages.step, name="step"),
    path("<uuid:public_id>/word/", pages.word, name="word"),
    path("<uuid:public_id>/withdraw/", pages.withdraw, name="withdraw"),
    path("<uuid:public_id>/print/", pages.prepare, name="prepare"),
    path("<uuid:public_id>/letter/", pages.letter, name="letter"),
    path("<uuid:public_id>/<slug:name>/", pages.act, name="act"),
]
