from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: str) -> "User":
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff of a centre, a partner or the network. Holds no right by itself: see Posting."""

    username = models.CharField(max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9._-]+$")])
    display_name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # the present one was made by somebody else
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


class SignIn(models.Model):
    """One device on which somebody is signed in; goes with its session."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)  # as kept by sessions.kept_as, never the cookie's
    at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d}"


class FailedSignIn(models.Model):
    """A wrong name or password was typed, whose and where is not kept; goes when it no longer counts."""

    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
