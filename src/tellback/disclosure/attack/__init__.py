"""The attacker: what a stranger can work out of a release, from its published files alone.

Nothing here knows how counts are protected; this is the second opinion that a release needs.
"""

from tellback.disclosure.attack.attacking import attack
from tellback.disclosure.attack.fault import AttackFault
from tellback.disclosure.attack.report import AttackReport, Found

__all__ = ["AttackFault", "AttackReport", "Found", "attack"]
