from django.urls import path

from serai.reception.views import gate

app_name = "reception"
urlpatterns = [
    path("gate/", gate.gate, name="gate"),
    path("gate/group/", gate.gate_group, name="gate_group"),
    path("gate/<int:pk>/correct/", gate.gate_correct, name="gate_correct"),
]
