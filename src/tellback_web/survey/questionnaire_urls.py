"""Addresses of looking at a questionnaire before a wave uses it."""

from django.urls import URLPattern

app_name = "questionnaires"
urlpatterns: list[URLPattern] = []
