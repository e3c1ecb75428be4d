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
