"""Addresses of the responses to look at, for officers and analysts."""

from django.urls import path

from tellback_web.results.views import quality

app_name = "quality"
urlpatterns = [
    path("", quality.responses, name="responses"),
    path("history/", quality.history, name="history"),
    path("decisions.yaml", quality.decisions, name="decisions"),
    path("<str:reason>/", quality.reason, name="reason"),
]
