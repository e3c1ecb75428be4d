"""Made-up responses that reproduce published figures: for demonstrations, never for results."""

from tellback.synthesis.responses import Synthesis, SyntheticPupil, synthesise
from tellback.synthesis.target import Impossible, Target, TargetFault, read_targets

__all__ = [
    "Impossible",
    "Synthesis",
    "SyntheticPupil",
    "Target",
    "TargetFault",
    "read_targets",
    "synthesise",
]
