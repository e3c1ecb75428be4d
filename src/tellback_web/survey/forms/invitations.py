"""The shape of what is sent about inviting schools, and of a school's answer."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from tellback_web.survey.forms.officer import DAY
from tellback_web.survey.letters import Letter, faults_in_letter
from tellback_web.survey.models import Participation


class ChooseSchools(forms.Form):
    """Which schools, by participation."""

    schools = forms.TypedMultipleChoiceField(
        label="Schools",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one school."},
    )

    def __init__(self, *given: object, schools: Sequence[tuple[int, str]], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        choices = self.fields["schools"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 - for the type checker
        choices.choices = list(schools)


class GiveLonger(ChooseSchools):
    """A later closing day for some schools, and why."""

    closes_on = forms.DateField(label="Their new closing day", widget=DAY)
    reason = forms.CharField(
        label="Why they have longer",
        max_length=500,
        help_text="The letter to them and the report state it, such as: closed by snow.",
    )


class Reply(forms.Form):
    """A school's yes or no."""

    reply = forms.ChoiceField(
        label="Does the school take part?",
        choices=[
            (Participation.Reply.ACCEPTED, "Yes, it takes part"),
            (Participation.Reply.DECLINED, "No, not this time"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    reason = forms.CharField(
        label="If not, why?",
        max_length=500,
        required=False,
        help_text="A few words are enough. They help the council to ask better.",
    )

    def clean(self) -> dict[str, object]:
        """A no has a reason."""
        cleaned: dict[str, object] = super().clean() or {}
        declined = cleaned.get("reply") == Participation.Reply.DECLINED
        if declined and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say in a few words why not.")
        return cleaned


class OtherSurveyForm(forms.Form):
    """A survey that somebody else asked a school for."""

    name = forms.CharField(label="Which survey", max_length=200)
    asked_by = forms.CharField(label="Who asked", max_length=200)
    asked_on = forms.DateField(label="When", widget=DAY)


class LetterForm(forms.Form):
    """A letter's words; each brace in them is an allowed placeholder."""

    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.CharField(
        label="Letter", max_length=20_000, widget=forms.Textarea(attrs={"rows": 24})
    )
    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: object, kind: str, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.kind = kind

    @property
    def letter(self) -> Letter:
        """What was written, with line ends as this house keeps them."""
        body = str(self.cleaned_data.get("body", "")).replace("\r\n", "\n")
        return Letter(" ".join(str(self.cleaned_data.get("subject", "")).split()), body)

    def clean(self) -> dict[str, object]:
        """Every brace is a placeholder that this kind of letter may have."""
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors:
            for sentence in faults_in_letter(self.kind, self.letter):
                place = "subject" if "the subject" in sentence.lower() else "body"
                self.add_error(place, sentence)
        return cleaned
