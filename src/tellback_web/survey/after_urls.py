"""Addresses of what is done when a wave is over."""

from django.urls import URLPattern

app_name = "after"
urlpatterns: list[URLPattern] = []
