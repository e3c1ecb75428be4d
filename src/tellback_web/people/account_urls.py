"""Addresses of sign-in: each page of allauth that we offer, by name, and no other.

allauth's pages for signing up, for keeping several e-mail addresses and for joining
social accounts stand under names that it looks up itself; they answer "not found". So does
setting a first password: the link that is sent by e-mail does that, and proves who asks.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as council
from django.urls import include, path, re_path

from tellback_web.people.views import not_here

SIGN_IN = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
SECOND_FACTOR = [
    path("", second_factor.index, name="mfa_index"),
    path("authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
COUNCIL = [
    path("council/cancelled/", council.login_cancelled, name="socialaccount_login_cancelled"),
    path("council/error/", council.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
NOT_OFFERED = [
    path("signup/", not_here, name="account_signup"),
    path("email/", not_here, name="account_email"),
    path("confirm-email/", not_here, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", not_here, name="account_confirm_email"),
    path("password/set/", not_here, name="account_set_password"),
    path("council/signup/", not_here, name="socialaccount_signup"),
    path("council/connections/", not_here, name="socialaccount_connections"),
]

urlpatterns = [*SIGN_IN, path("2fa/", include(SECOND_FACTOR)), *COUNCIL, *NOT_OFFERED]
