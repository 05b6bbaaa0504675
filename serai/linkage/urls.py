from django.urls import path

from serai.linkage.views import across, questions, suggestions

app_name = "linkage"
urlpatterns = [
    path("", suggestions.suggestions, name="suggestions"),
    path("ask/", questions.ask, name="ask"),
    path("across/", across.across, name="across"),
    path("across/<uuid:public_id>/", across.pair, name="pair"),
    path("questions/<uuid:public_id>/", across.answer, name="answer"),
    path("<uuid:public_id>/", suggestions.suggestion, name="suggestion"),
]
