"""Tellback's library: questionnaires to safe results. No Django, no network, no clock.

What a notebook needs is a name here: `from tellback import read_release, draw`. Each is brought
from its own part when it is first asked for, so that `import tellback` alone is quick; their
types stand in `__init__.pyi`.
"""

from __future__ import annotations

from importlib import import_module

_PLACES = {
    "Area": "tellback.release",
    "PupilRow": "tellback.snapshot",
    "ReleaseFault": "tellback.release",
    "accept": "tellback.response",
    "attack": "tellback.disclosure.attack",
    "build_release": "tellback.release.build",
    "codebook": "tellback.questionnaire.codebook",
    "compare": "tellback.inference",
    "counted": "tellback.inference",
    "draw": "tellback.figure",
    "html_table": "tellback.figure",
    "protect": "tellback.disclosure",
    "read_file": "tellback.questionnaire.read",
    "read_release": "tellback.release",
    "read_rule": "tellback.disclosure",
    "read_snapshot": "tellback.snapshot",
    "read_targets": "tellback.synthesis",
    "sentence": "tellback.figure",
    "svg": "tellback.figure",
    "synthesise": "tellback.synthesis",
    "tabulate": "tellback.tabulation",
    "tabulate_all": "tellback.tabulation",
    "tabulate_family": "tellback.tabulation",
    "tabulate_measure": "tellback.tabulation",
    "to_sav": "tellback.release.microdata",
    "to_yaml": "tellback.questionnaire.write",
    "wilson": "tellback.inference",
    "write_release": "tellback.release",
    "write_snapshot": "tellback.snapshot",
}
_CALLED = {"read_questionnaire": "read_file"}
"""Name here -> its name at home, where that says too little by itself."""

__all__ = sorted([*(_PLACES.keys() - _CALLED.values()), *_CALLED])  # noqa: PLE0605 - one list


def __getattr__(name: str) -> object:
    """The thing of that name, from its own part (PEP 562)."""
    if name not in __all__:
        msg = f"tellback has no `{name}`; it has {', '.join(__all__)}"
        raise AttributeError(msg)
    home = _CALLED.get(name, name)
    found: object = getattr(import_module(_PLACES[home]), home)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
