"""Requests of authorities: written down, sent to the legal office, closed. None of it gives anything to anybody."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.sharing.choices import Answer, Standing
from serai.sharing.models import AuthorityRequest
from serai.sharing.rules.requests import Refused, why_not_close
from serai.ui.editors import locked_as_seen


class CannotClose(Exception):
    """The answer is not one that may be given; `why` says why."""

    def __init__(self, why: Refused) -> None:
        super().__init__(str(why))
        self.why = why


@transaction.atomic
def log_request(*, by: Posting, token: UUID, said: dict[str, Any]) -> AuthorityRequest:
    """Write down that an authority asked. The answer was nothing. The same form sent twice is one request."""
    request, is_new = AuthorityRequest.objects.get_or_create(
        public_id=token, defaults={**said, "centre_id": by.here, "logged_by_id": by.user_id}
    )
    if is_new:
        record(by=by, act="request.logged", subject=request, asker=request.asker, asked_for=request.asked_for)
    return request


@transaction.atomic
def send_to_legal(*, by: Posting, request: AuthorityRequest) -> None:
    """The legal office answers from here on. Sent twice is sent once."""
    held = AuthorityRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.standing == Standing.REFUSED:
        held.standing, held.sent_on_at, held.version = Standing.WITH_LEGAL, timezone.now(), held.version + 1
        held.save(update_fields=["standing", "sent_on_at", "version"])
        record(by=by, act="request.sent_on", subject=held)


@transaction.atomic
def close_request(
    *, by: Posting, request: AuthorityRequest, answer: str, legal_words: str, version: int | None
) -> None:
    """Note what became of it. Raises CannotClose, ChangedMeanwhile."""
    held = locked_as_seen(AuthorityRequest.objects.all(), pk=request.pk, version=version)
    why = why_not_close(
        asked_for=held.asked_for,
        how_many=held.how_many,
        answer=answer,
        legal_words=legal_words,
        standing=held.standing,
    )
    if why is not None:
        raise CannotClose(why)
    held.answer, held.legal_words = Answer(answer), legal_words
    held.standing, held.closed_at, held.version = Standing.CLOSED, timezone.now(), held.version + 1
    held.save()
    record(by=by, act="request.closed", subject=held, answer=answer)
