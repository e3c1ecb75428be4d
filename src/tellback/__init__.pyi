# The types of the names that `__init__.py` brings when they are asked for.
from tellback.disclosure import protect as protect, read_rule as read_rule
from tellback.disclosure.attack import attack as attack
from tellback.figure import (
    draw as draw,
    html_table as html_table,
    sentence as sentence,
    svg as svg,
)
from tellback.inference import compare as compare, counted as counted, wilson as wilson
from tellback.questionnaire.codebook import codebook as codebook
from tellback.questionnaire.read import read_file as read_questionnaire
from tellback.questionnaire.write import to_yaml as to_yaml
from tellback.release import (
    Area as Area,
    ReleaseFault as ReleaseFault,
    read_release as read_release,
    write_release as write_release,
)
from tellback.release.build import build_release as build_release
from tellback.release.microdata import to_sav as to_sav
from tellback.response import accept as accept
from tellback.snapshot import (
    PupilRow as PupilRow,
    read_snapshot as read_snapshot,
    write_snapshot as write_snapshot,
)
from tellback.synthesis import read_targets as read_targets, synthesise as synthesise
from tellback.tabulation import (
    tabulate as tabulate,
    tabulate_all as tabulate_all,
    tabulate_family as tabulate_family,
    tabulate_measure as tabulate_measure,
)

__all__ = [
    "Area",
    "PupilRow",
    "ReleaseFault",
    "accept",
    "attack",
    "build_release",
    "codebook",
    "compare",
    "counted",
    "draw",
    "html_table",
    "protect",
    "read_questionnaire",
    "read_release",
    "read_rule",
    "read_snapshot",
    "read_targets",
    "sentence",
    "svg",
    "synthesise",
    "tabulate",
    "tabulate_all",
    "tabulate_family",
    "tabulate_measure",
    "to_sav",
    "to_yaml",
    "wilson",
    "write_release",
    "write_snapshot",
]
