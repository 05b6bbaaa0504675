from django.urls import path

from serai.assistance import views

app_name = "assistance"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("give/<slug:service>/", views.give, name="give"),
    path("give/<slug:service>/many/", views.give_many, name="give_many"),
    path("people/<uuid:public_id>/", views.give_person, name="give_person"),
    path("people/<uuid:public_id>/unmet/", views.unmet, name="unmet_of_person"),
    path("unmet/", views.unmet, name="unmet"),
    path("given/<int:pk>/undo/", views.undo, name="undo"),
]
