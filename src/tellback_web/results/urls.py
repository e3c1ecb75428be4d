"""Addresses of results for everyone, and for schools their own."""

from django.urls import path

from tellback_web.results.views import everyone, explorer, reports

SCHOOL = "<str:name>/schools/<str:school>/"

app_name = "results"
urlpatterns = [
    path("", everyone.waves, name="waves"),
    path("<str:name>/", everyone.borough, name="borough"),
    path("<str:name>/explore/", explorer.explorer, name="explorer"),
    path("<str:name>/schools/", explorer.schools, name="schools"),
    path(SCHOOL, explorer.school, name="school"),
    path("<str:name>/files/<str:file>", everyone.file, name="file"),
    path("<str:name>/report/", reports.document, {"kind": "borough"}, name="report"),
    path("<str:name>/summary/", reports.document, {"kind": "summary"}, name="summary"),
    path("<str:name>/newsletter/", reports.document, {"kind": "newsletter"}, name="newsletter"),
    path("<str:name>/report.<str:ending>", reports.file, {"kind": "borough"}, name="report_file"),
    path("<str:name>/summary.<str:ending>", reports.file, {"kind": "summary"}, name="summary_file"),
    path(
        "<str:name>/newsletter.<str:ending>",
        reports.file,
        {"kind": "newsletter"},
        name="newsletter_file",
    ),
    path(f"{SCHOOL}report/", reports.school_report, name="school_report"),
    path(
        f"{SCHOOL}report.<str:ending>",
        reports.school_file,
        {"kind": "school"},
        name="school_report_file",
    ),
    path(
        f"{SCHOOL}letter.<str:ending>",
        reports.school_file,
        {"kind": "letter"},
        name="school_letter",
    ),
]
