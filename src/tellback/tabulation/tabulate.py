"""From a snapshot to raw tables."""

from __future__ import annotations

from tellback.snapshot import Snapshot
from tellback.tabulation.asked import Asked
from tellback.tabulation.engine import Engine
from tellback.tabulation.measures import table_of_measure
from tellback.tabulation.table import RawTable
from tellback.tabulation.variables import table_of_variable


def tabulate(snapshot: Snapshot, variable: str) -> RawTable:
    """How the pupils who were asked `variable` answered.

    Raises KeyError for a name that is no variable, or a preset, which nobody answers.
    """
    asked = Asked(Engine(snapshot))
    if not asked.columns(variable):
        raise KeyError(variable)
    return table_of_variable(asked, variable)


def tabulate_measure(snapshot: Snapshot, name: str) -> RawTable:
    """How many of its base a measure counts. Raises KeyError, Uncountable."""
    measures = {measure.id: measure for measure in snapshot.questionnaire.measures}
    return table_of_measure(Asked(Engine(snapshot)), measures[name])


def tabulate_all(snapshot: Snapshot) -> tuple[RawTable, ...]:
    """Every variable that is answered, in the order asked, then every measure.

    Raises Uncountable where a measure cannot be counted; none is left out in silence.
    """
    asked = Asked(Engine(snapshot))
    questionnaire = snapshot.questionnaire
    variables = [name for name in questionnaire.variables if asked.columns(name)]
    return (
        *(table_of_variable(asked, name) for name in variables),
        *(table_of_measure(asked, measure) for measure in questionnaire.measures),
    )
