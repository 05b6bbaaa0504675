from django.urls import path

from serai.waves.views import lanes, rows, sheet, waves

app_name = "waves"
urlpatterns = [
    path("", waves.waves, name="waves"),
    path("new/", waves.new, name="new"),
    path("<uuid:public_id>/", waves.wave, name="wave"),
    path("<uuid:public_id>/count/", waves.count, name="count"),
    path("<uuid:public_id>/close/", waves.close, name="close"),
    path("<uuid:public_id>/given/", waves.giving, name="giving"),
    path("<uuid:public_id>/rows/", rows.rows, name="rows"),
    path("<uuid:public_id>/rows/draft/", rows.draft, name="draft"),
    path("<uuid:public_id>/sheet/", sheet.sheet, name="sheet"),
    path("<uuid:public_id>/missing/", rows.missing, name="missing"),
    path("<uuid:public_id>/lanes/", lanes.lanes, name="lanes"),
    path("<uuid:public_id>/lanes/<int:number>/seen/", lanes.seen, name="seen"),
]
