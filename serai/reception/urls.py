from django.urls import path

from serai.reception.views import gate, queue, visits

app_name = "reception"
urlpatterns = [
    path("gate/", gate.gate, name="gate"),
    path("gate/group/", gate.gate_group, name="gate_group"),
    path("gate/<int:pk>/correct/", gate.gate_correct, name="gate_correct"),
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.arrive, name="arrive"),
    path("visits/left/", visits.left_earlier, name="left_earlier"),
    path("visits/<uuid:public_id>/", visits.visit, name="visit"),
    path("visits/<uuid:public_id>/triage/", visits.triage, name="triage"),
    path("visits/<uuid:public_id>/token/", visits.give_token, name="give_token"),
    path("visits/<uuid:public_id>/depart/", visits.depart, name="depart"),
    path("people/<uuid:public_id>/arrive/", visits.arrive_person, name="arrive_person"),
    path("queue/", queue.queues, name="queues"),
    path("queue/<str:code>/", queue.queue, name="queue"),
    path("queue/<str:code>/next/", queue.call_next, name="call_next"),
    path("queue/<str:code>/tomorrow/", queue.put_off_rest, name="put_off_rest"),
    path("tokens/<int:pk>/hand-over/", queue.hand_over, name="hand_over"),
    path("tokens/<int:pk>/slip/", queue.slip, name="slip"),
    path("tokens/<int:pk>/<str:act>/", queue.act_on_token, name="act_on_token"),
    path("board/", queue.board, name="board"),
]
