from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from serai.accounts.lookalikes import skeleton
from serai.accounts.models import CodeApp, FailedSignIn, Hand, Passkey, RecoveryCode, SignIn, User
from serai.accounts.rules import CODES_MISSED, IN_OTHER_HANDS_FOR, plain_name
from serai.audit.models import Entry

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class SecondStepNeeded:
    """What the sign-in page asks beside the password; the same questions to the database for an unknown name."""

    is_set_up: bool
    too_many_missed: bool


@dataclass(frozen=True)
class SecondSteps:
    """What somebody has set up."""

    app: CodeApp | None
    passkeys: list[Passkey]
    recovery_codes: int

    @property
    def any(self) -> bool:
        return self.app is not None or bool(self.passkeys)


def sign_ins_of(*, user_id: int) -> QuerySet[SignIn]:
    """The devices on which this user is signed in now, the latest first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return SignIn.objects.filter(Exists(alive), user_id=user_id).order_by("-at", "-pk")


def too_many_failures() -> bool:
    """Whether so many names or passwords were wrong lately, whoever typed them, that somebody seems to be guessing."""
    lately = FailedSignIn.objects.filter(at__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
    return lately.count() >= settings.SIGN_IN_FAILURES


def second_step_of(*, username: str) -> SecondStepNeeded:
    """Whether this name needs a code beside the password, and whether too many were wrong within the hour."""
    named = {"user__username": username}
    app, passkey = CodeApp.objects.filter(**named).exists(), Passkey.objects.filter(**named).exists()
    missed = FailedSignIn.objects.filter(at__gte=timezone.now() - AN_HOUR, **named).count()
    return SecondStepNeeded(is_set_up=app or passkey, too_many_missed=missed >= CODES_MISSED)


def second_steps(*, user_id: int) -> SecondSteps:
    """What this user has set up beside the password."""
    return SecondSteps(
        app=CodeApp.objects.filter(user_id=user_id).first(),
        passkeys=list(Passkey.objects.filter(user_id=user_id).order_by("made_at", "pk")),
        recovery_codes=RecoveryCode.objects.filter(user_id=user_id).count(),
    )


def codes_refused_since_last(*, user_id: int) -> int:
    """How often somebody gave the right password and a wrong code since the last sign-in."""
    own = Entry.objects.filter(actor_id=user_id)
    last = own.filter(act="user.signed_in").order_by("-at").values_list("at", flat=True).first()
    refused = own.filter(act="user.code_refused")
    return (refused.filter(at__gt=last) if last else refused).count()


def is_name_taken(name: str, *, but: int | None = None) -> bool:
    """Whether another account that can sign in is called so: colleagues must not be mistaken for each other."""
    return plain_name(name) in {plain_name(other) for other in _names(but)}


def looks_like_another(name: str, *, but: int | None = None) -> bool:
    """Whether a name is drawn like that of another account that can sign in, without being the same."""
    return skeleton(name) in {skeleton(other) for other in _names(but) if plain_name(other) != plain_name(name)}


def _names(but: int | None) -> list[str]:
    return list(User.objects.filter(is_active=True).exclude(pk=but or 0).values_list("display_name", flat=True))


def handed_lately() -> QuerySet[User]:
    """The accounts that went through somebody else's hands in the last three days, the latest first."""
    lately = User.objects.filter(handed_at__gte=timezone.now() - IN_OTHER_HANDS_FOR)
    return lately.select_related("handed_by").order_by("-handed_at", "-pk")


def hand_at(*, user_id: int, at: datetime) -> Hand | None:
    """In whose hands the account was at that moment, if it was in anybody's."""
    then = Hand.objects.filter(Q(until=None) | Q(until__gt=at), user_id=user_id, at__lte=at)
    return then.select_related("user").order_by("-at", "-pk").first()
