"""Addresses of the pages about people."""

from django.urls import path

from tellback_web.people import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/link/", views.link, name="link"),
    path("<int:pk>/no-second-factor/", views.no_second_factor, name="no_second_factor"),
    path("role/<int:pk>/take/", views.take, name="take"),
    path("me/", views.own_account, name="own_account"),
    path("events/", views.what_was_done, name="events"),
]
