from django.urls import path

from serai.insights import views

app_name = "insights"
urlpatterns = [
    path("month/", views.month, name="month"),
    path("public/", views.public_month, name="public_month"),
    path("month/prepare/", views.prepare, name="prepare"),
    path("month/<slug:kind>/", views.export, name="export"),
]
