import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from serai.accounts.models import FailedSignIn, SignIn, User
from serai.accounts.rules import device_of
from serai.accounts.sessions import kept_as
from serai.audit.operations import Actor, record

SIGNED_IN_AT = "signed_in_at"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when written on paper


@dataclass(frozen=True)
class Self:
    """Somebody acting on their own account, before or without any posting."""

    user_id: int
    centre_id: int | None = None


def begin_session(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Called at each sign-in: the session knows when it began, ends by itself, and stands in the user's own list."""
    now = timezone.now()
    request.session[SIGNED_IN_AT] = now.timestamp()
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    if request.session.session_key is None:
        request.session.create()
    SignIn.objects.filter(user=user, at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
    SignIn.objects.update_or_create(
        session_key=kept_as(request.session.session_key),
        defaults={"user": user, "at": now, "device": device_of(request.headers.get("User-Agent", ""))},
    )


def note_sign_in(*, user: User) -> None:
    """Signing in is a line of the trail, with no centre: the posting is chosen after it."""
    record(by=Self(user.pk), act="user.signed_in", subject=user)


@transaction.atomic
def note_failure() -> None:
    """One more wrong name or password, of anybody; those that no longer count are forgotten."""
    now = timezone.now()
    FailedSignIn.objects.filter(at__lt=now - settings.AXES_COOLOFF_TIME).delete()
    FailedSignIn.objects.create(at=now)


@transaction.atomic
def end_session(*, user: User, session_key: str) -> None:
    """The user signed out on this device."""
    SignIn.objects.filter(session_key=kept_as(session_key)).delete()
    record(by=Self(user.pk), act="user.signed_out", subject=user)


@transaction.atomic
def end_other_sessions(*, user: User, session_key: str) -> int:
    """Sign the user out on every other device; says on how many."""
    others = SignIn.objects.filter(user=user).exclude(session_key=kept_as(session_key))
    ended, _ = Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
    others.delete()
    record(by=Self(user.pk), act="user.sessions_ended", subject=user, devices=ended)
    return ended


@transaction.atomic
def change_password(*, request: HttpRequest, user: User, password: str) -> None:
    """Set one's own password. This device stays signed in under a new session, all others are signed out."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    before = kept_as(request.session.session_key)
    SignIn.objects.filter(user=user).exclude(session_key=before).delete()
    update_session_auth_hash(request, user)
    SignIn.objects.filter(session_key=before).update(session_key=kept_as(request.session.session_key))
    record(by=Self(user.pk), act="user.password_changed", subject=user)


@transaction.atomic
def change_preferences(*, user: User, display_name: str, language: str) -> None:
    """What colleagues call the user, and the language of their pages."""
    user.display_name, user.language = display_name, language
    user.save(update_fields=["display_name", "language"])
    record(by=Self(user.pk), act="user.preferences_changed", subject=user, language=language)


def temporary_password() -> str:
    """Sixteen letters in four groups: easy to read out, too many to guess."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def create_user(
    *, by: Actor | None, username: str, display_name: str, language: str, password: str | None = None
) -> tuple[User, str]:
    """Make an account. Without a password a temporary one is made, to be changed at the first sign-in.

    Returns the user and the password, which is shown once and kept nowhere.
    """
    chosen = password or temporary_password()
    user = User.objects.create_user(username, chosen, display_name=display_name, language=language)
    if password is None:
        user.must_change_password = True
        user.save(update_fields=["must_change_password"])
    record(by=by, act="user.created", subject=user)
    return user, chosen


@transaction.atomic
def give_temporary_password(*, by: Actor, user: User) -> str:
    """For somebody who forgot theirs: a new one to be changed at the next sign-in; every device is signed out."""
    chosen = temporary_password()
    user.set_password(chosen)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    SignIn.objects.filter(user=user).delete()
    record(by=by, act="user.password_given", subject=user)
    return chosen
