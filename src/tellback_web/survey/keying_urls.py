"""Addresses of keying in what came back on paper."""

from django.urls import path

from tellback_web.survey.views import keying, paper_batches

app_name = "keying"
urlpatterns = [
    path("", keying.batches, name="batches"),
    path("open/", paper_batches.open_, name="open"),
    path("<int:pk>/", keying.batch, name="batch"),
    path("<int:pk>/take/", keying.take, name="take"),
    path("<int:pk>/count/", paper_batches.count, name="count"),
    path("<int:pk>/without/", paper_batches.without, name="without"),
    path("<int:pk>/take-in/", paper_batches.take_in, name="take_in"),
    path("<int:pk>/drop/", paper_batches.drop, name="drop"),
    path("booklet/<int:pk>/page/<int:number>/", keying.page, name="page"),
    path("booklet/<int:pk>/settle/", keying.settle, name="settle"),
    path("booklet/<int:pk>/give-back/", keying.give_back, name="give_back"),
]
