"""Addresses of inviting and chasing schools."""

from django.urls import path

from tellback_web.survey.views import invitations, letters

app_name = "invitations"
urlpatterns = [
    path("<int:wave>/", invitations.schools, name="schools"),
    path("<int:wave>/longer/", invitations.longer, name="longer"),
    path("<int:wave>/letters/", letters.letters, name="letters"),
    path("<int:wave>/letters/<slug:kind>/", letters.letter, name="letter"),
    path("<int:wave>/letters/<slug:kind>/reset/", letters.reset, name="reset"),
    path("<int:wave>/send/<slug:kind>/", letters.send, name="send"),
    path("school/<int:pk>/", invitations.school, name="school"),
    path("school/<int:pk>/reply/", invitations.reply, name="reply"),
    path("school/<int:pk>/asked/", invitations.asked, name="asked"),
    path("school/<int:pk>/finished/", invitations.finished, name="finished"),
    path("school/<int:pk>/link/", invitations.link, name="link"),
    path("school/<int:pk>/print/<slug:kind>/", letters.printed, name="print"),
    path("school/<int:pk>/survey/", invitations.add_survey, name="add_survey"),
    path(
        "school/<int:pk>/survey/<int:survey>/remove/",
        invitations.remove_survey,
        name="remove_survey",
    ),
]
