"""The shape of what readers of written answers and safeguarding leads send."""

from __future__ import annotations

from uuid import UUID

from django import forms

from tellback_web.survey.changes.screening import Outcome

LONGEST_TEXT = 10_000
MOST_TICKED = 100
WHY_WITHHELD = (
    "It would point to somebody even without names",
    "It says something hurtful about somebody",
    "It is rude",
    "It cannot be understood",
)
"""Fixed sentences: a reason in free words could repeat what the child wrote."""


class Decide(forms.Form):
    """What becomes of a text."""

    outcome = forms.ChoiceField(
        label="What becomes of this text?",
        widget=forms.RadioSelect,
        choices=[
            (Outcome.CLEAR.value, "It may be used as it is"),
            (Outcome.EDIT.value, "It may be used with names taken out"),
            (Outcome.WITHHOLD.value, "It is withheld: nobody else sees it"),
            (Outcome.PASS_ON.value, "It goes to the safeguarding leads"),
        ],
        error_messages={"required": "Choose what becomes of this text."},
    )
    text = forms.CharField(
        label="If names are taken out: the text as it may be used",
        widget=forms.Textarea,
        max_length=LONGEST_TEXT,
        required=False,
    )
    reason = forms.ChoiceField(
        label="If it is withheld: why?",
        choices=[("", "Choose a reason"), *((why, why) for why in WHY_WITHHELD)],
        required=False,
    )
    before = forms.CharField(widget=forms.HiddenInput)


class ClearTicked(forms.Form):
    """Texts of the list that may be used as they are."""

    texts = forms.Field(
        label="Texts that may be used as they are",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the texts that may be used as they are."},
    )

    def clean_texts(self) -> list[UUID]:
        """The keys of the ticked texts; a text may stand on another page of the list by now."""
        try:
            return [UUID(key) for key in self.cleaned_data["texts"]][:MOST_TICKED]
        except ValueError as fault:
            msg = "That is none of the texts here. Load the list again."
            raise forms.ValidationError(msg) from fault


class NoteAction(forms.Form):
    """Something that was done about a concern."""

    what = forms.CharField(
        label="What was done?",
        widget=forms.Textarea,
        max_length=2_000,
        help_text="Such as whom you spoke to at the school. Your name and the day are kept.",
        error_messages={"required": "Say what was done."},
    )


class CloseConcern(forms.Form):
    """Why a concern is closed."""

    reason = forms.CharField(
        label="Why is it closed?",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Say why it is closed."},
    )


class ReopenConcern(forms.Form):
    """Why a concern is opened again."""

    reason = forms.CharField(
        label="Why is it opened again?",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Say why it is opened again."},
    )
