from django.urls import path

from serai.duplicates.views import merging, pairs, splitting

app_name = "duplicates"
urlpatterns = [
    path("", pairs.pairs, name="pairs"),
    path("<uuid:public_id>/", pairs.pair, name="pair"),
    path("<uuid:public_id>/merge/", merging.merge, name="merge"),
    path("split/<uuid:public_id>/", splitting.split, name="split"),
    path("merged/<uuid:public_id>/undo/", merging.undo, name="undo"),
]
