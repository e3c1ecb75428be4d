"""The register's pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.schools.changes import take_register
from tellback_web.schools.forms import RegisterConfirm, RegisterUpload
from tellback_web.schools.pages import preview_page, register_page
from tellback_web.schools.permissions import why_not_change_register, why_not_see_register
from tellback_web.schools.register_file import read_register


@require_GET
@signed_in
def register(request: HttpRequest) -> HttpResponse:
    """Every school."""
    if reason := why_not_see_register(person_of(request)):
        raise PermissionDenied(reason)
    page = register_page(why_not_change=why_not_change_register(person_of(request)))
    return render(request, "schools/register.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would change; nothing is stored yet."""
    if reason := why_not_change_register(person_of(request)):
        raise PermissionDenied(reason)
    form = RegisterUpload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        page = preview_page(data, read_register(data))
        return render(
            request, "schools/preview.html", {"page": page}, status=422 if page.problems else 200
        )
    return render(
        request, "schools/upload.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """Store the file that was previewed."""
    if reason := why_not_change_register(person_of(request)):
        raise PermissionDenied(reason)
    form = RegisterConfirm(request.POST)
    if not form.is_valid():
        messages.error(request, "The file did not arrive whole. Choose it again.")
        return redirect("schools:upload")
    data = form.cleaned_data["file"]
    read = read_register(data)
    if read.problems:
        return render(
            request, "schools/preview.html", {"page": preview_page(data, read)}, status=422
        )
    take_register(read.rows, by=person_of(request).get_username())
    messages.success(request, f"The register now holds the {len(read.rows)} schools of your file.")
    return redirect("schools:register")
