"""The application that the server runs, warm from the start."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tellback_web.settings")
application = get_wsgi_application()

from tellback_web.survey.care_words import signs_of  # noqa: E402 - models load after Django
from tellback_web.survey.changes.care_notice import tell_leads_later  # noqa: E402 - as above
from tellback_web.survey.pages.warm import warm_up  # noqa: E402 - as above

warm_up()
signs_of("warm")
tell_leads_later()
# What is loaded now stays: the collector need not look at it again and again while pupils wait.
gc.collect()
gc.freeze()
