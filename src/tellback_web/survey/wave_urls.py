"""Addresses of the officer's pages of a wave."""

from django.urls import path

from tellback_web.survey.views import monitor, officer

app_name = "waves"
urlpatterns = [
    path("", officer.waves, name="waves"),
    path("prepare/", officer.prepare, name="prepare"),
    path("<int:pk>/", officer.wave, name="wave"),
    path("<int:pk>/monitor/", monitor.monitor, name="monitor"),
    path("<int:pk>/monitor/csv/", monitor.monitor_csv, name="monitor_csv"),
    path("<int:pk>/to-ring/", monitor.chasing, name="chasing"),
    path("<int:pk>/to-ring/csv/", monitor.chasing_csv, name="chasing_csv"),
    path("<int:pk>/ask/", officer.ask, name="ask"),
    path("<int:pk>/open/", officer.open_, name="open"),
    path("<int:pk>/extend/", officer.extend, name="extend"),
    path("<int:pk>/close/", officer.close, name="close"),
    path("school/<int:pk>/codes/", officer.tickets, name="tickets"),
    path("school/<int:pk>/could-not/", officer.could_not, name="could_not"),
]
