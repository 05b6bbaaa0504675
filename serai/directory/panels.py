"""What the directory shows on the page *today*."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from serai.centres.models import Posting
from serai.directory.queries import cards, search

SHOWN = 5


def to_verify(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """The services that somebody should call: never verified, or not for 90 days."""
    services, count = search.not_verified(today=now.date(), limit=SHOWN)
    language = get_language() or "en"
    rows = [(service.public_id, cards.text(service.names, language), service) for service in services]
    return {"rows": rows, "count": count, "more": count - len(rows)}
