"""The shape of what an officer sends about a wave."""

from __future__ import annotations

from django import forms

from tellback_web.survey.models import Wave

DAY = forms.DateInput(attrs={"type": "date"})
LARGEST_FILE = 2_000_000


class PrepareWave(forms.Form):
    """A new wave, from a questionnaire file or one that came with the product."""

    name = forms.CharField(
        label="Short name", max_length=60, help_text="Such as 2009. It stands in tables."
    )
    title = forms.CharField(
        label="Title", max_length=200, help_text="Such as Young people’s lifestyle survey 2009."
    )
    year_group = forms.CharField(label="Year group", max_length=10, help_text="Such as 5.")
    shelf = forms.ChoiceField(label="A questionnaire from the shelf", required=False, choices=())
    file = forms.FileField(
        label="Or your own questionnaire file",
        required=False,
        help_text="A Tellback questionnaire (.yaml) or an XLSForm (.xlsx).",
    )
    paging = forms.ChoiceField(
        label="What a pupil sees at once",
        choices=Wave.Paging.choices,
        widget=forms.RadioSelect,
        initial=Wave.Paging.SECTION,
    )
    opens_on = forms.DateField(label="Opens on", widget=DAY)
    closes_on = forms.DateField(label="Closes on", widget=DAY)

    def __init__(self, *given: object, shelf: tuple[tuple[str, str], ...], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        choices = self.fields["shelf"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 - for the type checker
        choices.choices = [("", "None; I upload my own"), *shelf]

    def clean(self) -> dict[str, object]:
        """One questionnaire, and days in order."""
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors.get("file") and bool(cleaned.get("shelf")) == bool(cleaned.get("file")):
            self.add_error("shelf", "Choose one of these, or upload a file of your own; not both.")
        file = cleaned.get("file")
        if file is not None and getattr(file, "size", 0) > LARGEST_FILE:
            self.add_error("file", "The file is larger than 2 MB. A questionnaire is far smaller.")
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:  # type: ignore[operator]
            self.add_error("closes_on", "Choose a closing day on or after the opening day.")
        return cleaned


class ExtendWave(forms.Form):
    """A later closing day, and why."""

    closes_on = forms.DateField(label="New closing day", widget=DAY)
    reason = forms.CharField(
        label="Why it moves",
        max_length=500,
        help_text="The report states it, such as: schools were closed by snow.",
    )


class MakeTickets(forms.Form):
    """How many codes."""

    count = forms.IntegerField(
        label="How many codes",
        min_value=1,
        max_value=600,
        help_text="One for each pupil, and a few to spare.",
    )


class CouldNot(forms.Form):
    """Why a school could not take part."""

    reason = forms.CharField(label="Why the school could not take part", max_length=200)


class AskSchools(forms.Form):
    """Which schools are asked."""

    schools = forms.MultipleChoiceField(
        label="Schools to ask",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one school."},
    )

    def __init__(self, *given: object, schools: list[tuple[str, str]], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        choices = self.fields["schools"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 - for the type checker
        choices.choices = schools
