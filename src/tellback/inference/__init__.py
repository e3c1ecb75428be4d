"""How far a survey's shares may be from the truth, and which differences could be chance.

Plain numbers in, frozen results out; nothing here reads a snapshot or a table. Give it
published numbers only, so that what it says tells nothing that they do not.
"""

from tellback.inference.clusters import (
    Borough,
    SchoolCount,
    clustered,
    design_effect,
    pooled_design_effect,
)
from tellback.inference.comparison import Comparison, compare
from tellback.inference.interval import Interval, wilson, wilson_of_population
from tellback.inference.outcome import Outcome
from tellback.inference.sample import Sample, counted, published, rest
from tellback.inference.statement import (
    NOT_AT_RANDOM,
    About,
    Estimate,
    of_the_borough,
    of_those_who_took_part,
)
from tellback.inference.years import Trend, beside, sample_of, trends

__all__ = [
    "NOT_AT_RANDOM",
    "About",
    "Borough",
    "Comparison",
    "Estimate",
    "Interval",
    "Outcome",
    "Sample",
    "SchoolCount",
    "Trend",
    "beside",
    "clustered",
    "compare",
    "counted",
    "design_effect",
    "of_the_borough",
    "of_those_who_took_part",
    "pooled_design_effect",
    "published",
    "rest",
    "sample_of",
    "trends",
    "wilson",
    "wilson_of_population",
]
