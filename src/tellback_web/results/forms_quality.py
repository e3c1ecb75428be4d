"""The shape of what is sent about responses to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from tellback_web.results.models import ResponseDecision

TICKED = "ticked"
UNDECIDED = "undecided"
EVERY = "every"


class Decide(forms.Form):
    """Which responses, whether they count, and why."""

    which = forms.ChoiceField(
        label="Which responses?",
        widget=forms.RadioSelect,
        choices=[
            (TICKED, "Those that are ticked above"),
            (UNDECIDED, "All on which nobody has decided"),
            (EVERY, "All that are flagged for this reason"),
        ],
        error_messages={"required": "Choose which responses.", "invalid_choice": "Choose which."},
    )
    rows = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": "Choose among the responses that are listed."},
    )
    choice = forms.ChoiceField(
        label="What of them?",
        widget=forms.RadioSelect,
        choices=[
            (ResponseDecision.Choice.KEEP.value, "Keep: they count"),
            (ResponseDecision.Choice.LEAVE_OUT.value, "Leave out: they are not counted"),
        ],
        error_messages={
            "required": "Choose whether they count.",
            "invalid_choice": "Choose whether they count.",
        },
    )
    why = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea,
        help_text="It stands in the history with your name. Say nothing of any pupil or school.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, data: Mapping[str, object] | None, *, rows: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["rows"].choices = [  # type: ignore[attr-defined]
            (str(row), str(row)) for row in rows
        ]

    def clean(self) -> dict[str, Any]:
        """Something has to be ticked where that is what is meant."""
        held = self.cleaned_data
        if held.get("which") == TICKED and not held.get("rows") and "rows" not in self.errors:
            self.add_error("rows", "Tick at least one response, or choose all of them.")
        return held
