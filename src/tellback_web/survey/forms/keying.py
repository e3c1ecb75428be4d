"""The shapes of a new paper batch, and of its number of booklets."""

from __future__ import annotations

from django import forms


class OpenBatch(forms.Form):
    """An envelope of booklets from a school."""

    participation = forms.ChoiceField(label="School and survey")
    name = forms.CharField(
        label="Name of the batch",
        max_length=100,
        help_text="Such as: 5B, first envelope. Write it on the envelope too.",
    )
    booklets = forms.IntegerField(label="How many booklets are in it?", min_value=1, max_value=500)
    every = forms.TypedChoiceField(
        label="How many are keyed a second time, by somebody else?",
        coerce=int,
        choices=[(1, "All"), (5, "Every fifth"), (0, "None")],
        widget=forms.RadioSelect,
        initial=1,
        help_text="Two keyings find almost every slip. How many it found is kept with the batch.",
    )

    def __init__(self, *given: object, schools: list[tuple[int, str]], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        field = self.fields["participation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", "Choose a school"), *schools]


class CountAgain(forms.Form):
    """The right number of booklets."""

    booklets = forms.IntegerField(
        label="How many booklets are in the envelope?", min_value=1, max_value=500
    )
