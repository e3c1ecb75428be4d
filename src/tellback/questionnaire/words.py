"""What a person reads, in one language or several side by side."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, RootModel, model_validator

DEFAULT = ""
"""The key of words written without naming a language: the questionnaire's first language."""


class Words(RootModel[dict[str, str]]):
    """The same words in each language they were written in.

    In a file they are either plain text (the questionnaire's first language) or a
    mapping of language code to text.
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: Any) -> Any:
        if isinstance(value, bool):
            msg = "this is a yes/no value to YAML; put the words in quotation marks"
            raise ValueError(msg)  # noqa: TRY004 - pydantic collects ValueErrors only
        if isinstance(value, str | int | float):
            return {DEFAULT: str(value).strip()}
        return value

    @model_validator(mode="after")
    def _not_empty(self) -> Words:
        if not self.root or not all(text.strip() for text in self.root.values()):
            msg = "there are no words here; write them, or leave the line out"
            raise ValueError(msg)
        return self

    def say(self, language: str = DEFAULT) -> str:
        """The words in `language`, or in the first language where it has none."""
        if language in self.root:
            return self.root[language]
        return self.root.get(DEFAULT) or next(iter(self.root.values()))

    def languages(self) -> frozenset[str]:
        """The languages named here; `DEFAULT` stands for the first language."""
        return frozenset(self.root)

    def __str__(self) -> str:
        return self.say()

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))
