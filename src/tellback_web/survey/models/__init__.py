"""The nouns of a wave, one a file.

A spent ticket and the answers it led to stand in different tables with nothing to
join them by: see SECURITY.md, "Nobody can be identified".
"""

from tellback_web.survey.models.class_session import ClassSession
from tellback_web.survey.models.concern import Concern, ConcernAction
from tellback_web.survey.models.cost import CostLine, CostShare
from tellback_web.survey.models.draft import Draft
from tellback_web.survey.models.feedback import Feedback
from tellback_web.survey.models.finished import Finished
from tellback_web.survey.models.keyed_booklet import KeyedBooklet
from tellback_web.survey.models.letter import Kind, LetterText, SentLetter
from tellback_web.survey.models.media import Media
from tellback_web.survey.models.other_survey import OtherSurvey
from tellback_web.survey.models.own_questionnaire import OwnQuestionnaire
from tellback_web.survey.models.paper_batch import PaperBatch
from tellback_web.survey.models.participation import Participation
from tellback_web.survey.models.staff_time import StaffTime
from tellback_web.survey.models.stored import StoredResponse
from tellback_web.survey.models.ticket import Ticket
from tellback_web.survey.models.wave import Wave
from tellback_web.survey.models.written_answer import WrittenAnswer

__all__ = [
    "ClassSession",
    "Concern",
    "ConcernAction",
    "CostLine",
    "CostShare",
    "Draft",
    "Feedback",
    "Finished",
    "KeyedBooklet",
    "Kind",
    "LetterText",
    "Media",
    "OtherSurvey",
    "OwnQuestionnaire",
    "PaperBatch",
    "Participation",
    "SentLetter",
    "StaffTime",
    "StoredResponse",
    "Ticket",
    "Wave",
    "WrittenAnswer",
]
