"""Addresses of the shelf of questionnaires."""

from django.urls import path

from tellback_web.survey.views import questionnaires

app_name = "questionnaires"
urlpatterns = [
    path("", questionnaires.shelf, name="shelf"),
    path("<str:name>/", questionnaires.one, name="one"),
    path("<str:name>/add/", questionnaires.add, name="add"),
    path("<str:name>/try/", questionnaires.try_it, name="try_it"),
    path("<str:name>/offer/", questionnaires.offer, name="offer"),
    path("<str:name>/take-off/", questionnaires.take_off, name="take_off"),
    path("<str:name>/codebook.html", questionnaires.codebook, {"kind": "html"}, name="codebook"),
    path("<str:name>/ddi.xml", questionnaires.codebook, {"kind": "xml"}, name="ddi"),
    path("<str:name>/xlsform/", questionnaires.xlsform, name="xlsform"),
    path("<str:name>/file/", questionnaires.download, name="download"),
]
