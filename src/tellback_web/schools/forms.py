"""The shape of what is sent to the register's pages."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.utils import timezone

from tellback_web.schools.models import Locality
from tellback_web.schools.national_file import PLACES
from tellback_web.schools.proposal import NotWhole, Proposal, unseal

DAY = forms.DateInput(attrs={"type": "date"})
CODE = re.compile(r"[0-9]{3}|[EWSN][0-9]{8}")
NAMELESS = {"required": "Write the name."}
PLACE_WORDS = {"ward": "Its ward", "town": "Its town", "district": "Its district"}


class RegisterUpload(forms.Form):
    """A file chosen from the computer, and what it is."""

    file = forms.FileField(
        label="The register",
        help_text=(
            "The national register as you downloaded it (the zip, or edubasealldata….csv), or your "
            "own CSV with the columns number, name, kind, locality and roll_year_5."
        ),
        error_messages={"required": "Choose the file of the register."},
    )
    links = forms.FileField(
        label="The national register’s links",
        required=False,
        help_text=(
            "Only if you unpacked the zip: links_edubasealldata….csv. It says which school came "
            "before which."
        ),
    )
    authority = forms.CharField(
        label="Your local authority code",
        required=False,
        max_length=9,
        help_text="For the national register: three digits, in its column “LA (code)”.",
    )
    place = forms.ChoiceField(
        label="Locality of schools that are new to us",
        required=False,
        choices=[("", "I place them myself"), *((one, PLACE_WORDS[one]) for one in PLACES)],
        help_text="The national register does not know your localities. Schools that we have stay.",
    )
    since = forms.DateField(
        label="From which day does it hold?",
        required=False,
        widget=DAY,
        help_text="New names and localities hold from this day. Left empty, from today.",
    )
    reason = forms.CharField(label="Why it changes", required=False, max_length=300)
    whole = forms.BooleanField(
        label="This file has every school of our area: mark those that are not in it",
        required=False,
    )

    def clean_since(self) -> date:
        """A day that has come."""
        today = timezone.localdate()
        day: date = self.cleaned_data.get("since") or today
        if day > today:
            msg = "That day has not come yet. Choose today or an earlier day."
            raise forms.ValidationError(msg)
        return day

    def clean_authority(self) -> str:
        """Three digits, or an ONS code."""
        code = str(self.cleaned_data["authority"]).strip().upper()
        if code and not CODE.fullmatch(code):
            msg = "Write the code as three digits, such as 373."
            raise forms.ValidationError(msg)
        return code


class RegisterConfirm(forms.Form):
    """What was previewed, sent back to be stored."""

    file = forms.CharField(strip=False)

    def clean_file(self) -> Proposal:
        """What the officer saw."""
        try:
            return unseal(self.cleaned_data["file"])
        except NotWhole as fault:
            msg = "The file did not arrive whole. Choose it again."
            raise forms.ValidationError(msg) from fault


class _FromADay(forms.Form):
    """A change that holds from a day, and why."""

    since = forms.DateField(
        label="From which day?",
        widget=DAY,
        help_text="The first day on which it was so.",
        error_messages={"required": "Choose the day from which it holds."},
    )
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Such as: became an academy.",
        error_messages={"required": "Say why it changed."},
    )


class Rename(_FromADay):
    """Another name from a day on."""

    name = forms.CharField(label="New name", max_length=200, error_messages=NAMELESS)
    field_order = ("name", "since", "reason")


class RenameLocality(Rename):
    """Another name of a locality from a day on."""

    name = forms.CharField(label="New name", max_length=120, error_messages=NAMELESS)


class _IntoLocality(_FromADay):
    """Something goes into a locality from a day on."""

    locality = forms.ModelChoiceField(
        queryset=Locality.objects.none(),
        empty_label="Choose a locality",
        error_messages={"required": "Choose a locality.", "invalid_choice": "Choose a locality."},
    )
    field_order = ("locality", "since", "reason")

    def offer(self, localities: list[Locality]) -> None:
        """Let these be chosen from."""
        choice = self.fields["locality"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        choice.queryset = Locality.objects.filter(pk__in=[one.pk for one in localities]).order_by(
            "name"
        )


class Move(_IntoLocality):
    """Another locality of a school."""

    def __init__(self, *given: object, localities: list[Locality], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["locality"].label = "New locality"
        self.offer(localities)


class Replace(_IntoLocality):
    """The locality that takes another's place."""

    def __init__(self, *given: object, localities: list[Locality], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["locality"].label = "Locality that takes its place"
        self.offer(localities)


class AddLocality(forms.Form):
    """A locality that was not there before."""

    name = forms.CharField(label="Name of the locality", max_length=120, error_messages=NAMELESS)


class Contact(forms.Form):
    """Who to write to."""

    contact = forms.EmailField(
        label="Office e-mail address",
        required=False,
        help_text="Invitations and reminders go there. Leave it empty to remove it.",
        error_messages={"invalid": "Write one address, such as office@school.example."},
    )
