"""Addresses of the front page and of a person's starting page."""

from django.urls import path

from tellback_web.public import views

app_name = "public"
urlpatterns = [
    path("", views.front, name="front"),
    path("staff/", views.staff, name="staff"),
    path("healthy/", views.healthy, name="healthy"),
]
