from django.urls import path

from serai.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.files, name="files"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/answers/", views.answers, name="answers"),
    path("<int:pk>/take/", views.take, name="take"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/problems/", views.problems, name="problems"),
]
