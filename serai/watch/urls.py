from django.urls import path

from serai.watch.views import alarms, emergencies, releases

app_name = "watch"
urlpatterns = [
    path("emergency/of/<uuid:public_id>/", emergencies.begin, name="begin"),
    path("emergency/<uuid:public_id>/", emergencies.emergency, name="emergency"),
    path("emergency/<uuid:public_id>/end/", emergencies.end, name="end"),
    path("emergency/<uuid:public_id>/sealed/", releases.ask_sealed, name="ask_sealed"),
    path("release/<uuid:pk>/", releases.release, name="release"),
    path("released/<uuid:pk>/", releases.released, name="released"),
    path("go-on/", emergencies.go_on, name="go_on"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/emergency/<uuid:public_id>/", alarms.review_opening, name="review_opening"),
    path("alarms/<int:pk>/", alarms.review_alarm, name="review_alarm"),
    path("decoys/", alarms.decoys, name="decoys"),
    path("decoys/<int:pk>/lift/", alarms.lift_decoy, name="lift_decoy"),
]
