"""Addresses of sign-in: allauth's, less the pages we do not offer."""

from django.urls import include, path

from tellback_web.people.views import not_here

urlpatterns = [
    path("signup/", not_here),
    path("email/", not_here),
    path("confirm-email/", not_here),
    path("password/set/", not_here),
    path("3rdparty/", not_here),
    path("3rdparty/signup/", not_here),
    path("", include("allauth.urls")),
]
