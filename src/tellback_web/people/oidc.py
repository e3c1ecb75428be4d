"""Sign-in through a council's own identity provider, from the environment.

TELLBACK_OIDC_URL     the provider's address (its /.well-known/openid-configuration is read)
TELLBACK_OIDC_ID      our client id there
TELLBACK_OIDC_SECRET  our client secret there
TELLBACK_OIDC_NAME    whose sign-in it is, for the words of the link

The provider must say that a person's e-mail address is verified (the claim `email_verified`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def social_account_providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS; empty where no provider is set.

    Raises ValueError with a sentence where TELLBACK_OIDC_URL is set and the client is not.
    """
    address = environment.get("TELLBACK_OIDC_URL", "")
    if not address:
        return {}
    for name in ("TELLBACK_OIDC_ID", "TELLBACK_OIDC_SECRET"):
        if not environment.get(name):
            msg = f"{name} is not set, and TELLBACK_OIDC_URL needs it. Set both, or neither."
            raise ValueError(msg)
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "council",
                    "name": environment.get("TELLBACK_OIDC_NAME", "your council account"),
                    "client_id": environment["TELLBACK_OIDC_ID"],
                    "secret": environment["TELLBACK_OIDC_SECRET"],
                    "settings": {"server_url": address},
                }
            ],
        }
    }
