"""Addresses of written answers and concerns."""

from django.urls import path

from tellback_web.survey.views import care, concerns

app_name = "care"
urlpatterns = [
    path("", care.home, name="home"),
    path("texts/", care.start, name="start"),
    path("texts/all/", care.texts, name="texts"),
    path("texts/next/", care.next_text, name="next"),
    path("texts/read/", care.decided, name="decided"),
    path("texts/<uuid:key>/", care.text, name="text"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/<uuid:key>/", concerns.concern, name="concern"),
    path("concerns/<uuid:key>/done/", concerns.act, name="act"),
    path("concerns/<uuid:key>/close/", concerns.close, name="close"),
    path("concerns/<uuid:key>/reopen/", concerns.reopen, name="reopen"),
]
