"""The shape of what is sent about releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms

from tellback.disclosure import Rule
from tellback_web.results.queries.rules import JOINED, split_words


class BuildRelease(forms.Form):
    """Which rule, and what the results are split by."""

    rule = forms.ChoiceField(
        label="By which rule?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a rule.", "invalid_choice": "Choose a rule."},
    )
    splits = forms.MultipleChoiceField(
        label="Split by what?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each split hides more of the others. For school by sex, choose both alone too.",
    )

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        rules: Mapping[str, Rule],
        offered: Iterable[tuple[str, ...]],
    ) -> None:
        super().__init__(data)
        self.fields["rule"].choices = [(name, name) for name in rules]  # type: ignore[attr-defined]
        self.fields["splits"].choices = [  # type: ignore[attr-defined]
            (JOINED.join(split), split_words(split)) for split in offered
        ]


class Check(forms.Form):
    """What was looked at."""

    note = forms.CharField(
        label="What did you look at?",
        max_length=2000,
        widget=forms.Textarea,
        help_text="For example: the headlines, the bases, what is hidden for each school.",
        error_messages={"required": "Say what you looked at."},
    )


class Withdraw(forms.Form):
    """Why it is shown no more."""

    why = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea,
        help_text="Whoever looks for these results will read this.",
        error_messages={"required": "Say why."},
    )


class AskForSplit(forms.Form):
    """A split that no release holds."""

    split = forms.ChoiceField(
        label="Split by what?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a split.", "invalid_choice": "Choose a split."},
    )
    why = forms.CharField(
        label="What do you need it for?",
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": "Say what you need it for."},
    )

    def __init__(
        self, data: Mapping[str, object] | None, *, offered: Iterable[tuple[str, ...]]
    ) -> None:
        super().__init__(data)
        self.fields["split"].choices = [  # type: ignore[attr-defined]
            (JOINED.join(split), split_words(split)) for split in offered
        ]


class AnswerSplit(forms.Form):
    """Why a split is not released."""

    answer = forms.CharField(
        label="Why not?",
        max_length=1000,
        error_messages={"required": "Say why not."},
    )
