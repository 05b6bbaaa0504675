from django.urls import path

from serai.oversight import views

app_name = "oversight"
urlpatterns = [
    path("review/", views.review, name="review"),
    path("checkpoint/", views.checkpoint, name="checkpoint"),
]
