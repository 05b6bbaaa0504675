from django.urls import path

from serai.complaints import views

app_name = "complaints"
urlpatterns = [
    path("", views.write, name="write"),
    path("reports/", views.reports, name="reports"),
    path("reports/<uuid:pk>/", views.report, name="report"),
]
