from django.urls import path

from serai.cards.views import batches, card

app_name = "cards"
urlpatterns = [
    path("", batches.batches, name="batches"),
    path("batches/<uuid:public_id>/", batches.batch, name="batch"),
    path("batches/<uuid:public_id>/sheet/", batches.sheet, name="sheet"),
    path("batches/<uuid:public_id>/spoil/", batches.spoil_rest, name="spoil_rest"),
    path("<uuid:public_id>/", card.card, name="card"),
]
