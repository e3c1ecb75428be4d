"""Addresses of results."""

from django.urls import path

from tellback_web.results import views

app_name = "results"
urlpatterns = [
    path("", views.waves, name="waves"),
    path("release/<int:wave>/", views.release, name="release"),
    path("<str:name>/", views.borough, name="borough"),
]
