"""The addresses of the whole site."""

from django.urls import include, path

urlpatterns = [
    path("", include("tellback_web.public.urls")),
    path("answer/", include("tellback_web.survey.urls")),
    path("class/", include("tellback_web.survey.class_urls")),
    path("results/", include("tellback_web.results.urls")),
    path("staff/releases/", include("tellback_web.results.release_urls")),
    path("staff/releases/wave/<int:wave>/responses/", include("tellback_web.results.quality_urls")),
    path("staff/schools/", include("tellback_web.schools.urls")),
    path("staff/waves/", include("tellback_web.survey.wave_urls")),
    path("staff/invitations/", include("tellback_web.survey.invitation_urls")),
    path("staff/keying/", include("tellback_web.survey.keying_urls")),
    path("staff/care/", include("tellback_web.survey.care_urls")),
    path("staff/after/", include("tellback_web.survey.after_urls")),
    path("staff/questionnaires/", include("tellback_web.survey.questionnaire_urls")),
    path("staff/printing/", include("tellback_web.survey.printing_urls")),
    path("staff/people/", include("tellback_web.people.urls")),
    path("account/", include("tellback_web.people.account_urls")),
]

handler400 = "tellback_web.public.views.bad_request"
handler403 = "tellback_web.public.views.refused"
handler404 = "tellback_web.public.views.not_found"
handler500 = "tellback_web.public.views.broken"
