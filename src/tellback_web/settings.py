"""Django's settings, all from the environment; a sentence for each that a council may set.

TELLBACK_DATA           the folder of the database file, snapshots, releases and secret key
DATABASE_URL            postgres://… for PostgreSQL; without it, SQLite in TELLBACK_DATA
TELLBACK_SECRET_KEY     the signing key; without it, one is made and kept in TELLBACK_DATA
TELLBACK_HOSTS          host names served, separated by commas
TELLBACK_ORIGINS        full origins (https://…) trusted behind a proxy, separated by commas
TELLBACK_HTTPS          1 where the site is reached over HTTPS: secure cookies and HSTS
TELLBACK_COUNCIL        the council's name at the top of each page
TELLBACK_SECOND_FACTOR  required (default) or offered
TELLBACK_ADDRESS        the site's own address (https://…) as it stands in letters
TELLBACK_EMAIL_BACKEND  Django's mail backend; by default letters are printed, not sent
TELLBACK_EMAIL_FROM     whom letters come from
TELLBACK_QUICK_EXIT     where a pupil's "Leave this page quickly" goes
TELLBACK_DEBUG          1 on a developer's machine only
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from tellback_web.people.oidc import social_account_providers
from tellback_web.secret_key import kept_secret_key


def _listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parents[1]
CONTENT = next(
    place
    for place in (REPOSITORY / "content", PACKAGE.parent / "tellback_content")
    if place.is_dir()
)
DATA = Path(os.environ.get("TELLBACK_DATA", "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)
# Releases are built by a process of their own, so that no page waits for one; tests build here.
BUILD_IN_THIS_PROCESS = False

DEBUG = os.environ.get("TELLBACK_DEBUG") == "1"
HTTPS = os.environ.get("TELLBACK_HTTPS") == "1"
SECRET_KEY = os.environ.get("TELLBACK_SECRET_KEY") or kept_secret_key(DATA)
ALLOWED_HOSTS = _listed("TELLBACK_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _listed("TELLBACK_ORIGINS")
TELLBACK_COUNCIL = os.environ.get("TELLBACK_COUNCIL", "Your council")
TELLBACK_SECOND_FACTOR = os.environ.get("TELLBACK_SECOND_FACTOR", "required")
TELLBACK_ADDRESS = os.environ.get("TELLBACK_ADDRESS", "http://localhost:8000").rstrip("/")
TELLBACK_QUICK_EXIT = os.environ.get("TELLBACK_QUICK_EXIT", "https://www.bbc.co.uk/weather")

ROOT_URLCONF = "tellback_web.urls"
WSGI_APPLICATION = "tellback_web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "tellback_web.audit",
    "tellback_web.people",
    "tellback_web.schools",
    "tellback_web.survey",
    "tellback_web.results",
    "tellback_web.public",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tellback_web.content_policy.ContentPolicy",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tellback_web.people.middleware.SecondFactorMiddleware",
]

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "tellback_web.templating.environment",
            "auto_reload": DEBUG,
            "context_processors": _CONTEXT,
        },
    },
    {
        # allauth's own e-mail texts; no page of ours is in Django's template language.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'tellback.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a writer waits for its turn at BEGIN instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged is on the disk. secure_delete: a spent draft leaves no trace.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all workers, so that a rate limit counts once; holds nothing that must last.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_rows"}
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "static", ("symbols", CONTENT / "symbols")]
_COLLECTED = (STATIC_ROOT / "staticfiles.json").is_file()
WHITENOISE_USE_FINDERS = not _COLLECTED
WHITENOISE_MANIFEST_STRICT = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED or os.environ.get("TELLBACK_COLLECT") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tellback_web.public.views.refused_post"
# A page of answers is small; what is larger than this is not one.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
EMAIL_BACKEND = os.environ.get(
    "TELLBACK_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("TELLBACK_EMAIL_FROM", "surveys@council.example")
ACCOUNT_ADAPTER = "tellback_web.people.adapters.Accounts"
SOCIALACCOUNT_ADAPTER = "tellback_web.people.adapters.CouncilAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# An administrator typed the address; nothing is confirmed by e-mail.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Nobody is written to who has no account, whatever a stranger types.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A link to set a password works for a day.
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "tellback_web.people.adapters.SecondFactors"
MFA_TOTP_ISSUER = "Tellback"
# A form of ours may post to ourselves only (form-action): the council's sign-in is a link.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = social_account_providers(os.environ)

# Logs go to standard error: method, status and time of a request, never its address or body.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} [{name}] {levelname} {message}", "style": "{"}},
    "filters": {"without_address": {"()": "tellback_web.request_log.WithoutAddress"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_address"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would write to administrators by e-mail, with the request in it.
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
}

# Under the server, pages that pupils save share commits (survey/writing.py).
TELLBACK_GROUP_COMMIT = os.environ.get("TELLBACK_GROUP_COMMIT") == "1"
