"""Addresses of keying in what came back on paper."""

from django.urls import path

from tellback_web.survey.views import keying

app_name = "keying"
urlpatterns = [
    path("", keying.batches, name="batches"),
    path("open/", keying.open_, name="open"),
    path("<int:pk>/", keying.batch, name="batch"),
    path("<int:pk>/take/", keying.take, name="take"),
    path("<int:pk>/take-in/", keying.take_in, name="take_in"),
    path("<int:pk>/drop/", keying.drop, name="drop"),
    path("booklet/<int:pk>/page/<int:number>/", keying.page, name="page"),
    path("booklet/<int:pk>/settle/", keying.settle, name="settle"),
]
