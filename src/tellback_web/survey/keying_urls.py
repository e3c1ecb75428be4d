"""Addresses of keying in what came back on paper."""

from django.urls import URLPattern

app_name = "keying"
urlpatterns: list[URLPattern] = []
