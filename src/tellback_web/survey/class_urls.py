"""Addresses of a teacher's pages; whoever holds the school's link may open them."""

from django.urls import URLPattern

app_name = "classroom"
urlpatterns: list[URLPattern] = []
