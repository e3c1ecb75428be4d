"""The shape of what is sent to the register's pages."""

from __future__ import annotations

import base64
import binascii

from django import forms

from tellback_web.schools.register_file import LARGEST


class RegisterUpload(forms.Form):
    """A CSV file chosen from the computer."""

    file = forms.FileField(
        label="The register as a CSV file",
        help_text="Columns: number, name, kind, locality, and roll_year_5 for the Year 5 roll.",
        error_messages={"required": "Choose the CSV file of the register."},
    )


class RegisterConfirm(forms.Form):
    """The file that was previewed, sent back to be stored."""

    file = forms.CharField(max_length=LARGEST * 2, strip=False)

    def clean_file(self) -> bytes:
        """The bytes of the file."""
        try:
            return base64.b64decode(self.cleaned_data["file"], validate=True)
        except binascii.Error as fault:
            msg = "The file did not arrive whole. Choose it again."
            raise forms.ValidationError(msg) from fault
