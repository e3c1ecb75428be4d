"""The shape of what an administrator sends about people."""

from __future__ import annotations

from django import forms

from tellback_web.people.roles import ROLES


class AddPerson(forms.Form):
    """A new account."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail address", max_length=254)


class GiveRole(forms.Form):
    """A role for a person."""

    role = forms.ChoiceField(
        label="Role",
        widget=forms.RadioSelect,
        choices=[
            (role.id, f"{role.display_name}: {role.description[0].lower()}{role.description[1:]}")
            for role in ROLES.values()
        ],
    )
    school = forms.CharField(
        label="Number of the school",
        max_length=20,
        required=False,
        help_text="For a role at a school only: School, Teacher.",
    )
