from django.urls import path

from serai.screening.views import factors, flags, screenings, tasks

app_name = "screening"
urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<uuid:public_id>/", tasks.task, name="task"),
    path("flags/<uuid:public_id>/", flags.flag, name="flag"),
    path("thanks/<uuid:public_id>/", screenings.thanks, name="thanks"),
    path("answers/<uuid:public_id>/", screenings.answers, name="answers"),
    path("<uuid:public_id>/fill/", screenings.fill, name="fill"),
    path("<uuid:public_id>/flags/", flags.flags, name="flags"),
    path("<uuid:public_id>/factors/", factors.factors, name="factors"),
]
