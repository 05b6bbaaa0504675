"""What django-axes keeps of a wrong sign-in: never what was typed as a name, for some type their password there."""

from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def marked(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """What stands for a name that was typed: the same for the same name, so that wrong tries are counted together."""
    typed = (credentials or {}).get("username") or request.POST.get("username")
    if not typed:
        return None
    return salted_hmac(__name__, str(typed).strip().casefold(), algorithm="sha256").hexdigest()[:32]
