"""The nouns of results, one a file."""

from tellback_web.results.models.release import Release
from tellback_web.results.models.response_decision import ResponseDecision
from tellback_web.results.models.school_reports import SchoolReport, SchoolReports
from tellback_web.results.models.split_request import SplitRequest

__all__ = ["Release", "ResponseDecision", "SchoolReport", "SchoolReports", "SplitRequest"]
