from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from serai.accounts.models import FailedSignIn, SignIn


def sign_ins_of(*, user_id: int) -> QuerySet[SignIn]:
    """The devices on which this user is signed in now, the latest first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return SignIn.objects.filter(Exists(alive), user_id=user_id).order_by("-at", "-pk")


def too_many_failures() -> bool:
    """Whether so many names or passwords were wrong lately, whoever typed them, that somebody seems to be guessing."""
    lately = FailedSignIn.objects.filter(at__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
    return lately.count() >= settings.SIGN_IN_FAILURES
