"""The shape of what is sent about a wave that is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms

from tellback_web.survey.feedback_words import LONGEST_LESSON, LONGEST_WORDS, TROUBLE
from tellback_web.survey.models import Feedback

DAY = forms.DateInput(attrs={"type": "date"})
ROWS: Final = 3
"""Empty rows to add to."""
MOST_ROWS: Final = 60
THOUSANDS: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
"""A comma that only makes a number easier to read; “1,5” is a mistake, and not fifteen."""


class Acknowledge(forms.Form):
    """Why a doubt may stand."""

    reason = forms.CharField(
        label="Why it may stand",
        max_length=500,
        error_messages={"required": "Say why it may stand."},
    )


class GiveFeedback(forms.Form):
    """How the wave went in a school."""

    how = forms.ChoiceField(
        label="How did it go?",
        choices=Feedback.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it went."},
    )
    minutes = forms.IntegerField(
        label="How many minutes did a class take?",
        required=False,
        min_value=1,
        max_value=LONGEST_LESSON,
        help_text="From the first pupil starting to the last one finishing, about.",
    )
    trouble = forms.MultipleChoiceField(
        label="Did any of these get in the way?",
        required=False,
        choices=tuple(TROUBLE.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    trouble_words = forms.CharField(
        label="Tell us more about it",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        help_text="Please name no pupil and no member of staff.",
    )
    wish = forms.CharField(
        label="What should be different next time?",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
    )


class KeptUntil(forms.Form):
    """The last days on which things are kept."""

    written = forms.DateField(
        label="What pupils wrote in words",
        widget=DAY,
        help_text="Counts stay in the snapshot; the words are deleted after this day.",
    )
    letters = forms.DateField(
        label="Addresses that letters went to",
        widget=DAY,
        help_text="That a letter was sent, and when, stays known.",
    )


class _Amount(forms.DecimalField):
    """An amount, with or without a comma after the thousands."""

    def to_python(self, value: Any) -> Any:
        """The amount; None where the field is empty."""
        if isinstance(value, str):
            value = THOUSANDS.sub("", value).strip()
        return super().to_python(value)


class _Pounds(_Amount):
    """Pounds and pence, with or without £."""

    def to_python(self, value: Any) -> Any:
        """The amount; None where the field is empty."""
        return super().to_python(value.replace("£", "") if isinstance(value, str) else value)


class _Rows(forms.Form):
    """A few rows of two fields each; a row whose first field is empty is none."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    names: tuple[str, str]
    nothing = "Say what this amount is for."
    """The complaint about an amount of nothing."""
    no_amount = ""
    """The complaint about a thing without an amount; empty where that may be."""

    def __init__(self, *given: Any, held: Sequence[tuple[str, object]], **named: Any) -> None:
        self.count = min(len(held) + ROWS, MOST_ROWS)
        if given and given[0] is not None:
            self.count = min(max(self.count, _rows_in(given[0], self.names[0])), MOST_ROWS)
        pairs = [*held, *[("", None)] * (self.count - len(held))]
        super().__init__(*given, **named)
        for at, (words, amount) in enumerate(pairs):
            first, second = self._fields(words, amount, at + 1)
            self.fields[f"{self.names[0]}_{at}"] = first
            self.fields[f"{self.names[1]}_{at}"] = second

    def _fields(self, words: str, amount: object, row: int) -> tuple[forms.Field, forms.Field]:
        raise NotImplementedError

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each row."""
        first, second = self.names
        return [(self[f"{first}_{at}"], self[f"{second}_{at}"]) for at in range(self.count)]

    def rows(self) -> list[tuple[str, Any]]:
        """What was sent, without the empty rows."""
        first, second = self.names
        cleaned = self.cleaned_data
        sent = [(cleaned[f"{first}_{at}"], cleaned[f"{second}_{at}"]) for at in range(self.count)]
        return [(words, amount) for words, amount in sent if words]

    def clean(self) -> dict[str, Any]:
        """An amount belongs to something, and perhaps something to an amount."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = self.names
        for at in range(self.count):
            thing, amount = f"{first}_{at}", f"{second}_{at}"
            if amount in self.errors:
                continue
            if cleaned.get(amount) is not None and not cleaned.get(thing):
                self.add_error(thing, self.nothing)
            if self.no_amount and cleaned.get(thing) and cleaned.get(amount) is None:
                self.add_error(amount, self.no_amount)
        return cleaned


def _rows_in(sent: Any, name: str) -> int:
    return sum(1 for key in sent if key.startswith(f"{name}_"))


class CostLines(_Rows):
    """What was paid for."""

    names = ("item", "pounds")

    def _fields(self, words: str, amount: object, row: int) -> tuple[forms.Field, forms.Field]:
        item = forms.CharField(label=f"Line {row}", max_length=200, required=False, initial=words)
        pounds = _Pounds(
            label=f"Pounds of line {row}",
            required=False,
            min_value=Decimal(0),
            max_digits=10,
            decimal_places=2,
            initial=amount,
            error_messages=dict.fromkeys(
                ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"),
                "Write pounds and pence, such as 1,234.50.",
            ),
        )
        return item, pounds


class CostShares(_Rows):
    """Who pays how much of it."""

    names = ("payer", "percent")
    no_amount = "Write how many per cent this payer pays."

    def _fields(self, words: str, amount: object, row: int) -> tuple[forms.Field, forms.Field]:
        payer = forms.CharField(label=f"Payer {row}", max_length=200, required=False, initial=words)
        percent = forms.DecimalField(
            label=f"Per cent of payer {row}",
            required=False,
            min_value=Decimal(0),
            max_value=Decimal(100),
            max_digits=5,
            decimal_places=2,
            initial=amount,
        )
        return payer, percent


class StaffTime(_Rows):
    """What staff did, and in how many hours."""

    names = ("item", "hours")
    nothing = "Say what was done in these hours."
    no_amount = "Write how many hours it took."

    def _fields(self, words: str, amount: object, row: int) -> tuple[forms.Field, forms.Field]:
        item = forms.CharField(label=f"Work {row}", max_length=200, required=False, initial=words)
        hours = _Amount(
            label=f"Hours of work {row}",
            required=False,
            min_value=Decimal("0.01"),
            max_digits=7,
            decimal_places=2,
            initial=amount,
            error_messages={
                "min_value": "Hours must be more than 0.",
                **dict.fromkeys(
                    ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"),
                    "Write hours as a number, such as 37.5.",
                ),
            },
        )
        return item, hours
