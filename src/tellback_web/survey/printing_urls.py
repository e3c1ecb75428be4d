"""Addresses of printing a questionnaire as a booklet."""

from django.urls import path

from tellback_web.survey.views import printing

app_name = "printing"
urlpatterns = [
    path("", printing.what, name="what"),
    path("<str:name>/", printing.how, name="how"),
    path("<str:name>/booklet.pdf", printing.booklet_pdf, name="booklet"),
]
