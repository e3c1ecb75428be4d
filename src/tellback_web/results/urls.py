"""Addresses of results for everyone."""

from django.urls import path

from tellback_web.results.views import everyone, explorer

app_name = "results"
urlpatterns = [
    path("", everyone.waves, name="waves"),
    path("<str:name>/", everyone.borough, name="borough"),
    path("<str:name>/explore/", explorer.explorer, name="explorer"),
    path("<str:name>/schools/", explorer.schools, name="schools"),
    path("<str:name>/schools/<str:school>/", explorer.school, name="school"),
    path("<str:name>/files/<str:file>", everyone.file, name="file"),
]
