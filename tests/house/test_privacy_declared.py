"""Every stored field says what it tells about a person and how long it is kept.

Our own models say it in their inner class `Privacy`; libraries' models are in
`tellback_web.people.privacy_of_libraries`.
"""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest
from django.apps import apps
from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.people.privacy_of_libraries import LIBRARIES

MODELS = apps.get_models(include_auto_created=True)
LEVELS = set(get_args(get_type_hints(Kept)["privacy"]))


def label(model: type[models.Model]) -> str:
    return model._meta.label


def declared(model: type[models.Model]) -> dict[str, Kept]:
    own = getattr(model, "Privacy", None)
    return own.fields if own else LIBRARIES.get(label(model), {})


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_a_model_declares_each_stored_field_and_no_other(model: type[models.Model]) -> None:
    stored = {field.name for field in model._meta.concrete_fields}
    assert set(declared(model)) == stored, (
        f"{label(model)}: declare what is missing, drop the rest."
    )


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_a_declaration_is_a_known_level_with_a_time_of_keeping(model: type[models.Model]) -> None:
    for name, kept in declared(model).items():
        assert isinstance(kept, Kept), f"{label(model)}.{name}"
        assert kept.privacy in LEVELS, f"{label(model)}.{name}"
        assert kept.retention.strip(), f"{label(model)}.{name} says nothing of how long it is kept."


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_what_points_to_a_person_is_declared_as_personal(model: type[models.Model]) -> None:
    """A foreign key to an account, or an address, cannot be declared harmless."""
    for field in model._meta.concrete_fields:
        points = field.is_relation and label(field.related_model) == "people.Person"
        if points or isinstance(field, models.EmailField):
            assert declared(model)[field.name].privacy != "none", f"{label(model)}.{field.name}"


def test_the_table_of_libraries_names_only_installed_models_that_do_not_speak_for_themselves() -> (
    None
):
    silent = {label(model) for model in MODELS if not hasattr(model, "Privacy")}
    assert set(LIBRARIES) == silent
