"""XLSForms, in and out: every route is read exactly; what else is lost is listed row by row."""

from tellback.questionnaire.xlsform.read import Import, read_xlsx
from tellback.questionnaire.xlsform.write import to_xlsx

__all__ = ["Import", "read_xlsx", "to_xlsx"]
