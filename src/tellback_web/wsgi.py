"""The application that the server runs, warm from the start."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tellback_web.settings")
application = get_wsgi_application()

from tellback_web.survey.pages.warm import warm_up  # noqa: E402 - models load after Django

warm_up()
# What is loaded now stays: the collector need not look at it again and again while pupils wait.
gc.collect()
gc.freeze()
