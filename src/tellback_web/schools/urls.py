"""Addresses of the register."""

from django.urls import path

from tellback_web.schools import views

app_name = "schools"
urlpatterns = [
    path("", views.register, name="register"),
    path("upload/", views.upload, name="upload"),
    path("confirm/", views.confirm, name="confirm"),
]
