"""Addresses of the register."""

from django.urls import path

from tellback_web.schools.views import localities, register, schools

app_name = "schools"
urlpatterns = [
    path("", register.register, name="register"),
    path("upload/", register.upload, name="upload"),
    path("confirm/", register.confirm, name="confirm"),
    path("localities/", localities.localities, name="localities"),
    path("localities/add/", localities.add, name="add_locality"),
    path("localities/<int:pk>/name/", localities.rename, name="rename_locality"),
    path("localities/<int:pk>/replace/", localities.replace, name="replace_locality"),
    path("localities/<int:pk>/take-back/", localities.take_back, name="take_back_locality_name"),
    path("<int:pk>/", schools.school, name="school"),
    path("<int:pk>/name/", schools.rename, name="rename"),
    path("<int:pk>/locality/", schools.move, name="move"),
    path("<int:pk>/contact/", schools.contact, name="contact"),
    path("<int:pk>/take-back/<slug:what>/", schools.take_back, name="take_back"),
]
