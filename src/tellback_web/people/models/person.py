"""Someone who signs in: staff of the council or of a school, or a councillor. Never a pupil."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tellback_web.audit.privacy import Kept

KEPT = "while the account is open, then 1 year"


class People(BaseUserManager["Person"]):
    """Django's maker of accounts; ours are made by `people.changes`."""

    def create_user(self, email: str, **named: Any) -> Person:
        """An account that cannot sign in until its person sets a password."""
        person = self.model(email=self.normalize_email(email).lower(), **named)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """An e-mail address in any case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """An account; the e-mail address is its name."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "email": Kept("personal", KEPT),
            "name": Kept("personal", KEPT),
            "password": Kept("secret", KEPT),
            "last_login": Kept("personal", KEPT),
            "is_active": Kept("none", KEPT),
        }

    def __str__(self) -> str:
        return self.name
