"""The whole register, and taking in a file."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.schools.changes.history import Refused
from tellback_web.schools.changes.register import take_proposal
from tellback_web.schools.forms import RegisterConfirm, RegisterUpload
from tellback_web.schools.pages import preview_page, register_page
from tellback_web.schools.permissions import why_not_change_register, why_not_see_register
from tellback_web.schools.queries.register import numbers
from tellback_web.schools.register_file import RegisterFile
from tellback_web.schools.upload import Wanted, read_upload


def may_see(request: HttpRequest) -> str | None:
    """Refuses who may not see; gives the sentence why they may not change, or None."""
    if reason := why_not_see_register(person_of(request)):
        raise PermissionDenied(reason)
    return why_not_change_register(person_of(request))


def may_change(request: HttpRequest) -> str:
    """Refuses who may not change; gives who does."""
    if reason := why_not_change_register(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


@require_GET
@signed_in
def register(request: HttpRequest) -> HttpResponse:
    """Every school."""
    why_not = may_see(request)
    page = register_page(sought=request.GET.get("sought", "")[:100], why_not_change=why_not)
    return render(request, "schools/register.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would change; nothing is stored yet."""
    may_change(request)
    form = RegisterUpload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        read = _read(form)
        if read is not None:
            given = {name: form.cleaned_data[name] for name in ("since", "reason", "whole")}
            page = preview_page(read, **given)
            refused = 422 if page.problems else 200
            return render(request, "schools/preview.html", {"page": page}, status=refused)
    return render(
        request, "schools/upload.html", {"form": form}, status=422 if form.errors else 200
    )


def _read(form: RegisterUpload) -> RegisterFile | None:
    """The file as it was read; None where the form must say more of it first."""
    given = form.cleaned_data
    wanted = Wanted(given["authority"], given["place"], numbers())
    read = read_upload(given["file"].file, given["links"] and given["links"].file, wanted)
    if read.national and not given["authority"]:
        form.add_error(
            "authority",
            "This is the national register. Say which council’s schools you want, such as 373.",
        )
        return None
    return read


@require_POST
@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """Store what was previewed."""
    by = may_change(request)
    form = RegisterConfirm(request.POST)
    if not form.is_valid():
        messages.error(request, "The file did not arrive whole. Choose it again.")
        return redirect("schools:upload")
    proposal = form.cleaned_data["file"]
    try:
        take_proposal(proposal, by=by)
    except Refused as refusal:
        messages.error(request, f"Nothing was stored. {refusal}")
        return redirect("schools:upload")
    messages.success(
        request, f"The register now holds the {len(proposal.rows)} schools of your file."
    )
    return redirect("schools:register")
