"""Addresses of releases, for officers and analysts."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from tellback_web.results.views import explorer, reports_staff, staff


def _previews(below: str) -> Iterator[URLPattern]:
    """Every document before it is published: a page, and its files."""
    of_school = f"{below}schools/<str:school>/"
    for kind, start, page, file in (
        ("borough", f"{below}report", "report", "report_file"),
        ("summary", f"{below}summary", "summary", "summary_file"),
        ("newsletter", f"{below}newsletter", "newsletter", "newsletter_file"),
        ("school", f"{of_school}report", "school_report", "school_report_file"),
        ("letter", f"{of_school}letter", "", "school_letter"),
    ):
        known = {"kind": kind}
        if page:
            yield path(f"{start}/", reports_staff.preview, known, name=page)
        yield path(f"{start}.<str:ending>", reports_staff.preview_file, known, name=file)


app_name = "releases"
urlpatterns = [
    path("wave/<int:wave>/", staff.of_wave, name="of_wave"),
    path("wave/<int:wave>/ask/", staff.ask, name="ask"),
    path("refuse/<int:pk>/", staff.refuse, name="refuse"),
    path("<int:pk>/", staff.release, name="release"),
    path("<int:pk>/preview/", explorer.preview, name="preview"),
    path("<int:pk>/preview/explore/", explorer.preview_explorer, name="preview_explorer"),
    path("<int:pk>/preview/schools/", explorer.preview_schools, name="preview_schools"),
    path("<int:pk>/preview/schools/<str:school>/", explorer.preview_school, name="preview_school"),
    path("<int:pk>/reports/", reports_staff.reports, name="reports"),
    path("<int:pk>/reports/make/", reports_staff.make, name="make_reports"),
    path("<int:pk>/reports/stop/", reports_staff.stop, name="stop_reports"),
    path("<int:pk>/reports/send/", reports_staff.send, name="send_links"),
    *_previews("<int:pk>/reports/"),
    path("<int:pk>/check/", staff.check, name="check"),
    path("<int:pk>/sign-off/", staff.sign_off, name="sign_off"),
    path("<int:pk>/publish/", staff.publish, name="publish"),
    path("<int:pk>/withdraw/", staff.withdraw, name="withdraw"),
    path("<int:pk>/files/<str:name>", staff.file, name="file"),
    path("<int:pk>/microdata.sav", staff.microdata, name="microdata"),
]
