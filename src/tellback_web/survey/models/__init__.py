"""The nouns of a wave, one a file.

A spent ticket and the answers it led to stand in different tables with nothing to
join them by: see SECURITY.md, "Nobody can be identified".
"""

from tellback_web.survey.models.draft import Draft
from tellback_web.survey.models.finished import Finished
from tellback_web.survey.models.participation import Participation
from tellback_web.survey.models.stored import StoredResponse
from tellback_web.survey.models.ticket import Ticket
from tellback_web.survey.models.wave import Wave

__all__ = ["Draft", "Finished", "Participation", "StoredResponse", "Ticket", "Wave"]
