"""Addresses of releases, for officers and analysts."""

from django.urls import path

from tellback_web.results.views import explorer, staff

app_name = "releases"
urlpatterns = [
    path("wave/<int:wave>/", staff.of_wave, name="of_wave"),
    path("wave/<int:wave>/ask/", staff.ask, name="ask"),
    path("refuse/<int:pk>/", staff.refuse, name="refuse"),
    path("<int:pk>/", staff.release, name="release"),
    path("<int:pk>/preview/", explorer.preview, name="preview"),
    path("<int:pk>/preview/explore/", explorer.preview_explorer, name="preview_explorer"),
    path("<int:pk>/preview/schools/", explorer.preview_schools, name="preview_schools"),
    path("<int:pk>/preview/schools/<str:school>/", explorer.preview_school, name="preview_school"),
    path("<int:pk>/check/", staff.check, name="check"),
    path("<int:pk>/sign-off/", staff.sign_off, name="sign_off"),
    path("<int:pk>/publish/", staff.publish, name="publish"),
    path("<int:pk>/withdraw/", staff.withdraw, name="withdraw"),
    path("<int:pk>/files/<str:name>", staff.file, name="file"),
    path("<int:pk>/microdata.sav", staff.microdata, name="microdata"),
]
