"""Sign-in through a council's own identity provider, from the environment.

TELLBACK_OIDC_URL     the provider's address (its /.well-known/openid-configuration is read)
TELLBACK_OIDC_ID      our client id there
TELLBACK_OIDC_SECRET  our client secret there
TELLBACK_OIDC_NAME    the words on the button
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def social_account_providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS; empty where no provider is set."""
    address = environment.get("TELLBACK_OIDC_URL", "")
    if not address:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "council",
                    "name": environment.get("TELLBACK_OIDC_NAME", "your council account"),
                    "client_id": environment.get("TELLBACK_OIDC_ID", ""),
                    "secret": environment.get("TELLBACK_OIDC_SECRET", ""),
                    "settings": {"server_url": address},
                }
            ],
        }
    }
