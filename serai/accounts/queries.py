from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from serai.accounts.models import SignIn


def sign_ins_of(*, user_id: int) -> QuerySet[SignIn]:
    """The devices on which this user is signed in now, the latest first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return SignIn.objects.filter(Exists(alive), user_id=user_id).order_by("-at", "-pk")
