"""Pages about accounts, roles and what was done."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.people.changes import (
    Refused,
    add_person,
    close_account,
    give_role,
    offer_link,
    remove_second_factor,
    reopen_account,
    take_role,
)
from tellback_web.people.forms import AddPerson, GiveRole
from tellback_web.people.invitation import invitation_link
from tellback_web.people.models import Person, RoleHeld
from tellback_web.people.pages import events_page, own_account_page, people_page, person_page
from tellback_web.people.permissions import why_not_change_accounts, why_not_see_events
from tellback_web.people.signed_in import person_of, signed_in


def _may_change(request: HttpRequest) -> str:
    if reason := why_not_change_accounts(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _with_link(request: HttpRequest, person: Person) -> HttpResponse:
    page = person_page(person, link=invitation_link(request, person))
    return render(request, "people/person.html", {"page": page, "form": GiveRole()})


@require_GET
@signed_in
def people(request: HttpRequest) -> HttpResponse:
    """Every account."""
    _may_change(request)
    return render(request, "people/people.html", {"page": people_page()})


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: HttpRequest) -> HttpResponse:
    """Open an account; the link to set the password is shown once."""
    by = _may_change(request)
    form = AddPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = add_person(**form.cleaned_data, by=by)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            return _with_link(request, person)
    return render(request, "people/add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account; a role may be given here."""
    by = _may_change(request)
    found = get_object_or_404(Person, pk=pk)
    form = GiveRole(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_role(found, **form.cleaned_data, by=by)
        except Refused as refusal:
            form.add_error("school", str(refusal))
        else:
            return redirect("people:person", pk=pk)
    return render(
        request,
        "people/person.html",
        {"page": person_page(found), "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role."""
    by = _may_change(request)
    held = get_object_or_404(RoleHeld.objects.select_related("person"), pk=pk)
    try:
        take_role(held, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", pk=held.person_id)


@require_POST
@signed_in
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, but not one's own."""
    by = _may_change(request)
    if pk == person_of(request).pk:
        messages.error(request, "You cannot close your own account. Ask another administrator.")
        return redirect("people:person", pk=pk)
    close_account(get_object_or_404(Person, pk=pk), by=by)
    messages.success(request, "The account is closed.")
    return redirect("people:people")


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again; the link to set the password is shown once."""
    by = _may_change(request)
    found = get_object_or_404(Person, pk=pk, is_active=False)
    reopen_account(found, by=by)
    return _with_link(request, found)


@require_POST
@signed_in
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a new link to set the password, for who lost the first or has no e-mail from us."""
    by = _may_change(request)
    found = get_object_or_404(Person, pk=pk)
    try:
        offer_link(found, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:person", pk=pk)
    return _with_link(request, found)


@require_POST
@signed_in
def no_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of a person who lost it."""
    by = _may_change(request)
    found = get_object_or_404(Person, pk=pk)
    try:
        remove_second_factor(found, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{found.name} signs in with their password alone.")
    return redirect("people:person", pk=pk)


@require_GET
@signed_in
def own_account(request: HttpRequest) -> HttpResponse:
    """A person's own page."""
    page = own_account_page(person_of(request))
    return render(request, "people/own_account.html", {"page": page})


@require_GET
@signed_in
def what_was_done(request: HttpRequest) -> HttpResponse:
    """The record of events."""
    if reason := why_not_see_events(person_of(request)):
        raise PermissionDenied(reason)
    page = events_page(kind=request.GET.get("kind", ""), number=request.GET.get("page", "1"))
    return render(request, "people/events.html", {"page": page})


def not_here(request: HttpRequest, key: str = "") -> HttpResponse:
    """Pages of the sign-in library that we do not offer."""
    raise Http404
