"""The shape of what a teacher sends."""

from __future__ import annotations

from django import forms


class OpenSession(forms.Form):
    """A class that is going to answer."""

    class_name = forms.CharField(
        label="Class", max_length=60, help_text="Such as 5B. Please do not write anyone’s name."
    )
    pupils = forms.IntegerField(
        label="How many pupils are there?",
        min_value=1,
        max_value=300,
        help_text="Count those who will answer. You can change this later.",
    )


class Place(forms.Form):
    """The number of a pupil in the class."""

    place = forms.IntegerField(
        label="The pupil’s number",
        min_value=1,
        max_value=300,
        help_text="It is on the pupil’s ticket, and was on their first screen.",
        error_messages={"invalid": "Give the number as digits, such as 7."},
    )


class Room(forms.Form):
    """A new size of the class."""

    pupils = forms.IntegerField(label="Pupils in the class", min_value=1, max_value=300)


class CouldNotTakePart(forms.Form):
    """Why the school cannot take part after all."""

    reason = forms.CharField(
        label="What kept you from it?",
        max_length=200,
        help_text="Such as: the computers did not work, or the school was closed by snow.",
    )
