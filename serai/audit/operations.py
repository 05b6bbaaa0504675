from typing import Protocol

from django.db import models

from serai.audit.acts import declared
from serai.audit.models import Entry


class Actor(Protocol):
    """Somebody at work at a centre; a posting is one."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def centre_id(self) -> int | None: ...


class UnknownAct(LookupError):
    """The room forgot to declare this verb in its `choices.ACTS`."""


def record(
    *,
    by: Actor | None,
    act: str,
    subject: models.Model | None = None,
    purpose: str = "",
    **detail: str | int | bool | list[str] | None,
) -> None:
    """Add one line to the trail, in the transaction of the act itself. `detail` holds codes and counts, never
    names or free text. Raises UnknownAct for an undeclared verb."""
    if act not in declared():
        raise UnknownAct(act)
    Entry.objects.create(
        actor_id=by.user_id if by else None,
        centre_id=by.centre_id if by else None,
        act=act,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        purpose=purpose,
        detail=detail,
    )
