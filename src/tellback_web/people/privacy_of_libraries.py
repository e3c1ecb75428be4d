"""What the tables of our libraries keep about a person; our own models say it themselves.

Keyed by the model's label. A table that we never write is declared all the same: a later
setting could begin to fill it.
"""

from __future__ import annotations

from typing import Final

from tellback_web.audit.privacy import Kept
from tellback_web.people.models.person import KEPT as ACCOUNT

CODE: Final = "as long as this version of the program"
SESSION: Final = "8 hours after the last sign-in, or until the browser closes"
UNUSED: Final = "never written here"


def _all(kept: Kept, names: str) -> dict[str, Kept]:
    return dict.fromkeys(names.split(), kept)


LIBRARIES: Final[dict[str, dict[str, Kept]]] = {
    "contenttypes.ContentType": _all(Kept("none", CODE), "id app_label model"),
    "auth.Permission": _all(Kept("none", CODE), "id name content_type codename"),
    "auth.Group": _all(Kept("none", UNUSED), "id name"),
    "auth.Group_permissions": _all(Kept("none", UNUSED), "id group permission"),
    "sessions.Session": {
        "session_key": Kept("secret", SESSION),
        "session_data": Kept("personal", SESSION),
        "expire_date": Kept("none", SESSION),
    },
    "account.EmailAddress": {
        **_all(Kept("none", ACCOUNT), "id verified primary"),
        **_all(Kept("personal", ACCOUNT), "user email"),
    },
    "account.EmailConfirmation": {
        **_all(Kept("none", UNUSED), "id created sent"),
        "email_address": Kept("personal", UNUSED),
        "key": Kept("secret", UNUSED),
    },
    "mfa.Authenticator": {
        **_all(Kept("none", ACCOUNT), "id type"),
        **_all(Kept("personal", ACCOUNT), "user created_at last_used_at"),
        "data": Kept("secret", ACCOUNT),
    },
    "socialaccount.SocialApp": {
        **_all(Kept("none", UNUSED), "id provider provider_id name client_id settings"),
        **_all(Kept("secret", UNUSED), "secret key"),
    },
    "socialaccount.SocialAccount": {
        **_all(Kept("none", ACCOUNT), "id provider"),
        **_all(Kept("personal", ACCOUNT), "user uid last_login date_joined extra_data"),
    },
    "socialaccount.SocialToken": {
        **_all(Kept("none", UNUSED), "id app expires_at"),
        "account": Kept("personal", UNUSED),
        **_all(Kept("secret", UNUSED), "token token_secret"),
    },
}
