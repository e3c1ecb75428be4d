"""A questionnaire as its YAML file: the same objects always give the same text."""

from __future__ import annotations

from typing import Any

import yaml

from tellback.questionnaire.model import YES_NO_CHOICES, Choice, Kind, Part, Questionnaire
from tellback.questionnaire.words import DEFAULT, Words

_YES_NO = tuple(Choice.model_validate(choice) for choice in YES_NO_CHOICES)

_BREAKS = "\x85\u2028\u2029"


class _Written(yaml.SafeDumper):
    """No aliases: what is said twice is written twice, so each place can be changed alone."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True


def _quoted(dumper: _Written, text: str) -> yaml.ScalarNode:
    """Odd line breaks in double quotation marks: PyYAML reads them as spaces out of others."""
    style = '"' if any(sign in text for sign in _BREAKS) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Written.add_representer(str, _quoted)


def to_yaml(questionnaire: Questionnaire) -> str:
    """The text that `read` turns back into an equal questionnaire; what is default is left out."""
    plain = {"tellback": questionnaire.tellback, **_part(questionnaire)}
    return str(
        yaml.dump(
            plain,
            Dumper=_Written,
            sort_keys=False,
            allow_unicode=True,
            default_flow_style=False,
            width=100,
        )
    )


def _part(part: Part) -> dict[str, Any]:
    """A part's keys in the model's order, without those that hold the model's own default."""
    kept: dict[str, Any] = {}
    for key, about in type(part).model_fields.items():
        value = getattr(part, key)
        if about.is_required() or value != about.get_default(call_default_factory=True):
            kept[key] = _plain(value)
    if kept.get("kind") == Kind.YES_NO and getattr(part, "choices", None) == _YES_NO:
        del kept["choices"]
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return _words(value)
    if isinstance(value, Part):
        return _part(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Kind):
        return value.value
    return value


def _words(words: Words) -> str | dict[str, str]:
    """Plain text for words in the first language alone; the reader strips plain text."""
    alone = words.root.get(DEFAULT)
    if len(words.root) == 1 and alone is not None and alone == alone.strip():
        return alone
    return dict(words.root)
