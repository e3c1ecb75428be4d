"""The shape of an uploaded questionnaire."""

from __future__ import annotations

from typing import Any

from django import forms

from tellback_web.survey.forms.officer import LARGEST_FILE


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by itself; none at all is an empty list."""
        clean_one = super().clean
        given = data if isinstance(data, list | tuple) else [data]
        return [clean_one(one, initial) for one in given if one]


class UploadQuestionnaire(forms.Form):
    """A questionnaire file, with the pictures and recordings it names."""

    file = forms.FileField(
        label="Questionnaire file",
        help_text="A Tellback questionnaire (.yaml) or an XLSForm workbook (.xlsx), up to 2 MB.",
    )
    with_it = SeveralFilesField(
        label="Pictures and recordings it names",
        required=False,
        help_text="If there are any. You can choose several at once.",
    )

    def clean_file(self) -> object:
        """Not larger than any questionnaire is."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            msg = "The file is larger than 2 MB. A questionnaire is far smaller."
            raise forms.ValidationError(msg)
        return file


class AddQuestions(forms.Form):
    """Questions of the bank and of one's own, and what the new questionnaire is called."""

    name = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9_-]{0,62}$",
        label="Short name of the new questionnaire",
        help_text="Such as lifestyle-2027. Letters, digits and dashes.",
        error_messages={"invalid": "Use letters, digits and dashes, such as lifestyle-2027."},
    )
    version = forms.CharField(label="Version", max_length=30, help_text="Such as 2027.")
    picks = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    local = forms.CharField(
        label="Your own questions, one a line",
        required=False,
        max_length=2_000,
        widget=forms.Textarea,
        help_text=(
            "Up to four, each answered with yes or no. For other kinds, download the "
            "questionnaire and write them into its file."
        ),
    )

    def __init__(self, *given: object, bank: list[tuple[str, str]], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        picks = self.fields["picks"]
        assert isinstance(picks, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        picks.choices = bank

    def clean(self) -> dict[str, object]:
        """Something must be added."""
        cleaned: dict[str, object] = super().clean() or {}
        if not cleaned.get("picks") and not str(cleaned.get("local", "")).strip():
            self.add_error("picks", "Choose a question, or write one of your own.")
        return cleaned
