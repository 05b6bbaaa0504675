from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

from serai.accounts.choices import SecondStep


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
    password_given_at = models.DateTimeField(
        null=True, blank=True
    )  # when somebody else made it; empty once it is one's own
    # In other hands: somebody else could sign in as this user since then, until a third person confirms who it is.
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


class Hand(models.Model):
    """From when until when an account was in somebody else's hands. It stays when the owner has the account again: what
    was done meanwhile, whoever had it may have done."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="hands_of_an_account")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d}"


class SignIn(models.Model):
    """One device on which somebody is signed in; goes with its session."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)  # as kept by sessions.kept_as, never the cookie's
    at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True)
    second_step = models.CharField(max_length=10, choices=SecondStep, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d}"


class FailedSignIn(models.Model):
    """A wrong name, password or code was typed; goes when it no longer counts. Where, and which name, is not kept."""

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(  # only when the password was right and the code was not
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class CodeApp(models.Model):
    """The app on somebody's telephone that shows another code each half-minute (TOTP, RFC 6238)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    row = models.UUIDField(default=uuid4)
    secret = models.BinaryField()  # sealed, see kept.py
    last_step = models.BigIntegerField(default=0)  # the half-minute of the last code: each is good once
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"


class Passkey(models.Model):
    """The public half of a passkey; it opens nothing by itself."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    host = models.CharField(max_length=253)  # of this server, as the browser knows it
    credential = models.CharField(max_length=1400, unique=True)
    public = models.BinaryField()
    count = models.BigIntegerField(default=0)  # how often used, for those that count
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """One of ten codes on paper, each good once, for whoever has lost the telephone. Kept as a keyed hash."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return str(self.user_id)
