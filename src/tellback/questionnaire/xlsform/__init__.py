"""XLSForms (.xlsx): every route is read exactly; what else is lost is listed row by row."""

from tellback.questionnaire.xlsform.read import Import, read_xlsx

__all__ = ["Import", "read_xlsx"]
