"""Addresses of what is done when a wave is over."""

from django.urls import path

from tellback_web.survey.views import after

app_name = "after"
urlpatterns = [
    path("", after.afterwards, name="afterwards"),
    path("<int:pk>/", after.after, name="after"),
    path("<int:pk>/register/", after.reconcile, name="reconcile"),
    path("<int:pk>/register/<slug:key>/", after.acknowledge, name="acknowledge"),
    path("<int:pk>/register/<slug:key>/take-back/", after.take_back, name="take_back"),
    path("<int:pk>/feedback/", after.feedback, name="feedback"),
    path("<int:pk>/cost/", after.cost, name="cost"),
    path("<int:pk>/cost/lines/", after.cost_lines, name="cost_lines"),
    path("<int:pk>/cost/shares/", after.cost_shares, name="cost_shares"),
    path("<int:pk>/cost/staff-time/", after.staff_time, name="staff_time"),
    path("<int:pk>/kept/", after.kept, name="kept"),
]
