from django.urls import path

from serai.teams import views

app_name = "teams"
urlpatterns = [
    path("<uuid:public_id>/", views.team, name="team"),
    path("<uuid:public_id>/everybody/", views.ask_to_end, name="ask_to_end"),
    path("<uuid:public_id>/agree/", views.let_everybody_in, name="let_everybody_in"),
]
