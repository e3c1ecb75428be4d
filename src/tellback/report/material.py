"""All that a document is made of: a release and what stands beside it, facts, and an outline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tellback.report.facts import WaveFacts
from tellback.report.ground import Ground
from tellback.report.outline import Outline


@dataclass(frozen=True)
class Material:
    """Given to every maker of documents."""

    ground: Ground
    facts: WaveFacts
    outline: Outline
    content: Path
    """The folder of fonts, symbols and words."""
