"""A teacher's pages: open a class session, the board, tickets, a lost pupil, the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.survey.changes import sessions
from tellback_web.survey.changes.wave import Refused, note_could_not
from tellback_web.survey.forms.classroom import CouldNotTakePart, OpenSession, Place, Room
from tellback_web.survey.models import ClassSession, Participation
from tellback_web.survey.pages.classroom import ClassTicketsPage, home_page, session_page
from tellback_web.survey.permissions.classroom import Runner
from tellback_web.survey.school_link import participation_of
from tellback_web.survey.views.runner import forget_link, keep_link, must_run, running


def _session(runner: Runner, pk: int) -> ClassSession:
    found = get_object_or_404(
        ClassSession.objects.select_related("participation__wave", "participation__school"), pk=pk
    )
    must_run(runner, found.participation)
    return found


def _participation(runner: Runner, pk: int) -> Participation:
    found = get_object_or_404(Participation.objects.select_related("wave", "school"), pk=pk)
    must_run(runner, found)
    return found


def _home(participation: Participation) -> HttpResponse:
    """Back to the class sessions of the school it was about."""
    return redirect(f"{reverse('classroom:home')}?school={participation.school.number}")


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/answer/").partition("://")[2]


@require_GET
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """By the school's link: it is kept in a cookie, so that it does not stay in the address."""
    if participation_of(token) is None:
        return render(request, "survey/classroom/no_link.html", {"tried": True}, status=404)
    answer = redirect("classroom:home")
    keep_link(answer, token)
    return answer


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """This computer forgets the school's link."""
    answer = redirect("public:front")
    forget_link(answer)
    return answer


@require_GET
@running
def home(request: HttpRequest, runner: Runner) -> HttpResponse:
    """The school's surveys and class sessions."""
    page = home_page(runner, request.GET.get("school", ""))
    return render(request, "survey/classroom/home.html", {"page": page})


@require_http_methods(["GET", "POST"])
@running
def open_(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """Open a class session."""
    participation = _participation(runner, pk)
    form = OpenSession(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = sessions.open_session(participation, **form.cleaned_data, by=runner.by)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("classroom:session", pk=made.pk)
    return render(
        request,
        "survey/classroom/open.html",
        {"form": form, "participation": participation},
        status=422 if form.errors else 200,
    )


@require_GET
@running
def session(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """The class session: board code, counts, tickets, a lost pupil, closing."""
    return _show(request, _session(runner, pk))


def _show(
    request: HttpRequest,
    found: ClassSession,
    *,
    place: Place | None = None,
    room: Room | None = None,
) -> HttpResponse:
    wrong = any(form is not None and form.errors for form in (place, room))
    context = {
        "page": session_page(found, address=_address(request)),
        "place": place or Place(),
        "room": room or Room(initial={"pupils": found.pupils}),
    }
    return render(request, "survey/classroom/session.html", context, status=422 if wrong else 200)


@require_GET
@running
def counts(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """The counts alone, for the page's script."""
    page = session_page(_session(runner, pk), address="")
    return render(request, "survey/classroom/counts.html", {"page": page})


@require_GET
@running
def board(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """What the whole class should see."""
    page = session_page(_session(runner, pk), address=_address(request))
    return render(request, "survey/classroom/board.html", {"page": page})


@require_POST
@running
def tickets(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """Tickets for those who have not begun, shown once to be printed."""
    found = _session(runner, pk)
    try:
        made = sessions.make_class_tickets(found, by=runner.by)
    except Refused as refusal:
        return _refused(request, found, refusal)
    return _tickets(request, found, made, large=request.POST.get("size") == "large")


@require_POST
@running
def fresh(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """A fresh ticket for a pupil who lost theirs."""
    found, form = _session(runner, pk), Place(request.POST)

    def give() -> HttpResponse:
        place = form.cleaned_data["place"]
        code = sessions.fresh_ticket(found, place=place, by=runner.by)
        return _tickets(request, found, [(place, code)], large=True, fresh=True)

    return _try(form, "place", give) or _show(request, found, place=form)


@require_POST
@running
def spare(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """A ticket for one more pupil."""
    found = _session(runner, pk)
    try:
        made = sessions.spare_ticket(found, by=runner.by)
    except Refused as refusal:
        return _refused(request, found, refusal)
    return _tickets(request, found, [made], large=True)


@require_POST
@running
def room(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """More or fewer pupils in the class."""
    found, form = _session(runner, pk), Room(request.POST)

    def change() -> HttpResponse:
        sessions.make_room(found, pupils=form.cleaned_data["pupils"], by=runner.by)
        return redirect("classroom:session", pk=pk)

    return _try(form, "pupils", change) or _show(request, found, room=form)


@require_http_methods(["GET", "POST"])
@running
def close(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """Close the session, once the teacher has seen what that does."""
    found = _session(runner, pk)
    if request.method == "GET":
        page = session_page(found, address="")
        return render(request, "survey/classroom/close.html", {"page": page})
    try:
        sessions.close_session(found, by=runner.by)
        messages.success(request, f"The session of {found.class_name} is closed. Thank you.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _home(found.participation)


@require_POST
@running
def finished(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """All the school's classes have answered."""
    participation = _participation(runner, pk)
    try:
        sessions.say_finished(participation, by=runner.by)
        messages.success(request, "Thank you. The council can see that your school has finished.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _home(participation)


@require_http_methods(["GET", "POST"])
@running
def could_not(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """The school cannot take part after all, and why."""
    participation = _participation(runner, pk)
    form = CouldNotTakePart(request.POST or None, initial={"reason": participation.could_not})
    if request.method == "POST" and form.is_valid():
        note_could_not(participation, reason=form.cleaned_data["reason"], by=runner.by)
        messages.success(request, "Thank you for telling us. You can still open a class session.")
        return _home(participation)
    return render(
        request,
        "survey/classroom/could_not.html",
        {"form": form, "participation": participation},
        status=422 if form.errors else 200,
    )


def _try(
    form: django_forms.Form, field: str, change: Callable[[], HttpResponse]
) -> HttpResponse | None:
    """What `change` gives; None, with the form's errors filled in, where it is refused."""
    if not form.is_valid():
        return None
    try:
        return change()
    except Refused as refusal:
        form.add_error(field, str(refusal))
        return None


def _refused(request: HttpRequest, found: ClassSession, refusal: Refused) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("classroom:session", pk=found.pk)


def _tickets(
    request: HttpRequest,
    found: ClassSession,
    made: Sequence[tuple[int, str]],
    *,
    large: bool,
    fresh: bool = False,
) -> HttpResponse:
    page = ClassTicketsPage(found, made, _address(request), large, fresh)
    return render(request, "survey/classroom/tickets.html", {"page": page})
