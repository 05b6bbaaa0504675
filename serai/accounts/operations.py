import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from fido2.utils import websafe_encode
from fido2.webauthn import AuthenticatorData

from serai.accounts.again import PROVED_AT
from serai.accounts.choices import SecondStep
from serai.accounts.kept import mark_of, opened, sealed
from serai.accounts.models import CodeApp, FailedSignIn, Hand, Passkey, RecoveryCode, SignIn, User
from serai.accounts.rules import device_of, plain_code, step_of
from serai.accounts.sessions import kept_as
from serai.audit.operations import Actor, record

SIGNED_IN_AT = "signed_in_at"
SECOND_STEP = "second_step"  # in the session: what was used beside the password, nothing for a password alone
MISSES_COUNT_FOR = timedelta(hours=1)
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when written on paper


class WrongCode(Exception):
    """The app shows another code: it was not set up, or its clock is wrong."""


@dataclass(frozen=True)
class Self:
    """Somebody acting on their own account, before or without any posting."""

    user_id: int
    centre_id: int | None = None


def begin_session(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Called at each sign-in: the session knows when it began, ends by itself, and stands in the user's own list."""
    now = timezone.now()
    request.session[SIGNED_IN_AT] = request.session[PROVED_AT] = now.timestamp()
    request.session[SECOND_STEP] = getattr(request, "second_step", "")
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    if request.session.session_key is None:
        request.session.create()
    request.session.clear_expired()
    SignIn.objects.filter(user=user, at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()
    SignIn.objects.update_or_create(
        session_key=kept_as(request.session.session_key),
        defaults={
            "user": user,
            "at": now,
            "device": device_of(request.headers.get("User-Agent", "")),
            "second_step": request.session[SECOND_STEP],
        },
    )


def note_sign_in(*, user: User) -> None:
    """Signing in is a line of the trail, with no centre: the posting is chosen after it."""
    record(by=Self(user.pk), act="user.signed_in", subject=user)


@transaction.atomic
def note_failure(*, code_missed_by: User | None = None) -> None:
    """One more wrong name, password or code, of anybody; those that no longer count are forgotten."""
    now = timezone.now()
    FailedSignIn.objects.filter(at__lt=now - MISSES_COUNT_FOR).delete()
    FailedSignIn.objects.create(at=now, user=code_missed_by)
    if code_missed_by is not None:
        record(by=Self(code_missed_by.pk), act="user.code_refused", subject=code_missed_by)
    else:
        record(by=None, act="user.sign_in_refused")  # of whom is not said: some type their password as a name


@transaction.atomic
def end_session(*, user: User, session_key: str) -> None:
    """The user signed out on this device."""
    SignIn.objects.filter(session_key=kept_as(session_key)).delete()
    record(by=Self(user.pk), act="user.signed_out", subject=user)


@transaction.atomic
def end_other_sessions(*, user: User, session_key: str) -> int:
    """Sign the user out on every other device; says on how many."""
    others = SignIn.objects.filter(user=user).exclude(session_key=kept_as(session_key))
    ended = _end(others)
    record(by=Self(user.pk), act="user.sessions_ended", subject=user, devices=ended)
    return ended


@transaction.atomic
def end_one_session(*, user: User, sign_in_id: int) -> bool:
    """Sign the user out on one device; says whether there was such a one."""
    ended = _end(SignIn.objects.filter(user=user, pk=sign_in_id))
    if ended:
        record(by=Self(user.pk), act="user.sessions_ended", subject=user, devices=ended)
    return bool(ended)


def _end(sign_ins: QuerySet[SignIn]) -> int:
    ended, _ = Session.objects.filter(session_key__in=list(sign_ins.values_list("session_key", flat=True))).delete()
    sign_ins.delete()
    return ended


@transaction.atomic
def use_code(*, user: User, code: str, too_many_missed: bool) -> str:
    """Which second step this code is, used up by this; empty if it is none. After too many misses only a recovery code
    is weighed, which nobody guesses."""
    plain, now = plain_code(code), timezone.now()
    app = CodeApp.objects.select_for_update().filter(user=user).first()
    if app is not None and not too_many_missed:
        secret = opened(bytes(app.secret), purpose="code_app", row=app.row)
        if step := step_of(plain, secret=secret, now=now, after=app.last_step):
            app.last_step = step
            app.save(update_fields=["last_step"])
            return SecondStep.CODE
    if RecoveryCode.objects.filter(user=user, mark=mark_of(plain, user_id=user.pk)).delete()[0]:
        record(by=Self(user.pk), act="user.recovery_code_used", subject=user)
        return SecondStep.RECOVERY
    return ""


@transaction.atomic
def add_code_app(*, user: User, secret: bytes, code: str) -> None:
    """From now on a password alone does not sign in. Takes the place of an app set up before. Raises WrongCode."""
    step = step_of(plain_code(code), secret=secret, now=timezone.now(), after=0)
    if step is None:
        raise WrongCode
    row = uuid4()
    kept = {"row": row, "secret": sealed(secret, purpose="code_app", row=row), "last_step": step}
    CodeApp.objects.update_or_create(user=user, defaults={**kept, "made_at": timezone.now()})
    record(by=Self(user.pk), act="user.second_step_added", subject=user, kind=SecondStep.CODE.value)


@transaction.atomic
def add_passkey(*, user: User, name: str, host: str, made: AuthenticatorData) -> Passkey:
    """From now on it signs in, and a password alone does not."""
    data = made.credential_data
    assert data is not None  # noqa: S101 - passkeys.made answers with none otherwise
    kept = {"credential": websafe_encode(data.credential_id), "public": bytes(data), "count": made.counter}
    passkey = Passkey.objects.create(user=user, name=name, host=host, made_at=timezone.now(), **kept)
    record(by=Self(user.pk), act="user.second_step_added", subject=user, kind=SecondStep.PASSKEY.value)
    return passkey


@transaction.atomic
def note_second_step(*, request: HttpRequest, user: User, used: str) -> None:
    """This sign-in has shown a second step after all: it was set up just now, or (empty) there is none any more.

    Devices that a password alone had let in are signed out: one of them may be why it was set up.
    """
    request.session[SECOND_STEP] = used
    here = kept_as(request.session.session_key)
    SignIn.objects.filter(session_key=here).update(second_step=used)
    if used:
        _end(SignIn.objects.filter(user=user, second_step="").exclude(session_key=here))


@transaction.atomic
def remove_code_app(*, user: User) -> None:
    """The app's codes are worth nothing from now on."""
    if CodeApp.objects.filter(user=user).delete()[0]:
        _note_removal(user, SecondStep.CODE)


@transaction.atomic
def remove_passkey(*, user: User, passkey_id: int) -> None:
    """This passkey signs nobody in from now on."""
    if Passkey.objects.filter(user=user, pk=passkey_id).delete()[0]:
        _note_removal(user, SecondStep.PASSKEY)


def _note_removal(user: User, kind: SecondStep) -> None:
    if not (CodeApp.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()):
        RecoveryCode.objects.filter(user=user).delete()
    record(by=Self(user.pk), act="user.second_step_removed", subject=user, kind=kind.value)


@transaction.atomic
def make_recovery_codes(*, user: User) -> list[str]:
    """Ten new codes, shown once and kept nowhere; the old ones are worth nothing."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, mark=mark_of(code, user_id=user.pk)) for code in codes)
    record(by=Self(user.pk), act="user.recovery_codes_made", subject=user)
    return codes


@transaction.atomic
def forget_second_step(*, by: Actor, user: User, handed_by: int) -> None:
    """For somebody who lost telephone and paper: the password alone signs in again, and every device is signed out.
    The account is in other hands: whoever asked for this could have its password too."""
    for kind in (CodeApp, Passkey, RecoveryCode):
        kind.objects.filter(user=user).delete()
    _end(SignIn.objects.filter(user=user))
    _hand(user, handed_by)
    record(by=by, act="user.second_step_forgotten", subject=user)


def _hand(user: User, by: int | None) -> None:
    """From now on it is in this hand. `Hand` remembers it when it is over."""
    now = timezone.now()
    Hand.objects.filter(user=user, until=None).update(until=now)
    Hand.objects.create(user=user, by_id=by, at=now)
    user.handed_at, user.handed_by_id = now, by
    user.save(update_fields=["handed_at", "handed_by"])


@transaction.atomic
def confirm_owner(*, by: Actor, user: User) -> None:
    """Somebody else than who had the account in hand says that its owner has it now."""
    Hand.objects.filter(user=user, until=None).update(until=timezone.now())
    user.handed_at, user.handed_by = None, None
    user.save(update_fields=["handed_at", "handed_by"])
    record(by=by, act="user.confirmed", subject=user)


@transaction.atomic
def change_password(*, request: HttpRequest, user: User, password: str) -> None:
    """Set one's own password. This device stays signed in under a new session, all others are signed out."""
    user.set_password(password)
    user.must_change_password, user.password_given_at = False, None
    user.save(update_fields=["password", "must_change_password", "password_given_at"])
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
        user.must_change_password, user.password_given_at = True, timezone.now()
        user.save(update_fields=["must_change_password", "password_given_at"])
        if by is not None:
            _hand(user, by.user_id)
    record(by=by, act="user.created", subject=user)
    return user, chosen


@transaction.atomic
def give_temporary_password(*, by: Actor, user: User) -> str:
    """For somebody who forgot theirs: a new one to be changed at the next sign-in; every device is signed out. Where
    no second step stands behind it, whoever gives it could sign in with it: the account is then in other hands."""
    chosen = temporary_password()
    user.set_password(chosen)
    user.must_change_password, user.password_given_at = True, timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_given_at"])
    SignIn.objects.filter(user=user).delete()
    if not (CodeApp.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()):
        _hand(user, by.user_id)
    record(by=by, act="user.password_given", subject=user)
    return chosen
