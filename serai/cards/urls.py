from django.urls import path

from serai.cards import views

app_name = "cards"
urlpatterns = [
    path("<uuid:public_id>/", views.card, name="card"),
]
