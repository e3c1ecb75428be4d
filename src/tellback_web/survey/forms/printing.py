"""The shape of what a booklet shall look like."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from tellback.paper.look import Variant

VARIANTS = [
    (Variant.NORMAL.value, "Normal: 12 points and more"),
    (Variant.LARGE.value, "Large print: 18 points and more, one column, black on white"),
    (Variant.SYMBOLS.value, "With symbols: pictures beside the answers, bigger boxes"),
]


class HowToPrint(forms.Form):
    """A variant, a language, and whether in black alone."""

    variant = forms.ChoiceField(
        label="Which booklet?", choices=VARIANTS, widget=forms.RadioSelect, initial="normal"
    )
    language = forms.ChoiceField(label="In which language?", widget=forms.RadioSelect)
    black_and_white = forms.BooleanField(label="In black and white only", required=False)

    def __init__(
        self, *given: object, languages: Sequence[tuple[str, str]], **named: object
    ) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = languages
        field.initial = languages[0][0]
