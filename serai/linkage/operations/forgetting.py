"""A desk's question goes when it has served; that it was asked and answered stays in the trail."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from serai.linkage.models import Question

ANSWERED = timedelta(days=7)
NEVER_ANSWERED = timedelta(days=30)


def forget_old(sender: Any, **kwargs: Any) -> None:
    """Called whenever somebody signs in: what was answered a week ago goes, and what nobody answered in a month."""
    now = timezone.now()
    over = Q(answered_at__lt=now - ANSWERED) | Q(answered_at=None, asked_at__lt=now - NEVER_ANSWERED)
    Question.objects.filter(over).delete()
