"""Addresses of a teacher's pages; whoever holds the school's link may open them."""

from django.urls import path

from tellback_web.survey.views import classroom, feedback, invitations, letters

app_name = "classroom"
urlpatterns = [
    path("", classroom.home, name="home"),
    path("with/<str:token>/", classroom.arrive, name="arrive"),
    path("leave/", classroom.leave, name="leave"),
    path("<int:pk>/open/", classroom.open_, name="open"),
    path("<int:pk>/finished/", classroom.finished, name="finished"),
    path("<int:pk>/could-not/", classroom.could_not, name="could_not"),
    path("<int:pk>/reply/", invitations.own_reply, name="reply"),
    path("<int:pk>/print/<slug:kind>/", letters.own_printed, name="print"),
    path("feedback/", feedback.feedback_of_link, name="feedback_of_link"),
    path("<int:pk>/feedback/", feedback.feedback, name="feedback"),
    path("session/<int:pk>/", classroom.session, name="session"),
    path("session/<int:pk>/counts/", classroom.counts, name="counts"),
    path("session/<int:pk>/board/", classroom.board, name="board"),
    path("session/<int:pk>/tickets/", classroom.tickets, name="tickets"),
    path("session/<int:pk>/fresh/", classroom.fresh, name="fresh"),
    path("session/<int:pk>/spare/", classroom.spare, name="spare"),
    path("session/<int:pk>/room/", classroom.room, name="room"),
    path("session/<int:pk>/close/", classroom.close, name="close"),
]
