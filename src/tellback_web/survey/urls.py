"""Addresses of a pupil's pages; none of them holds a code."""

from django.urls import path

from tellback_web.survey.views import pupil, reading, try_out

app_name = "survey"
urlpatterns = [
    path("", pupil.enter, name="enter"),
    path("your-code/", pupil.own_code, name="own_code"),
    path("welcome/", pupil.welcome, name="welcome"),
    path("on/<int:number>/", pupil.go_on, name="go_on"),
    path("page/<int:number>/", pupil.page, name="page"),
    path("looks/<int:number>/", reading.looks, name="looks"),
    path("media/<slug:text>/<str:name>", reading.media, name="media"),
    path("try/", try_out.try_out, name="try"),
    path("try/<int:wave>/", try_out.try_one, name="try_one"),
    path("check/", pupil.check, name="check"),
    path("thanks/", pupil.thanks, name="thanks"),
    path("stop/", pupil.stop, name="stop"),
    path("leave/", pupil.leave, name="leave"),
]
