"""A mark for views that weigh most: exports, emergency openings, changes of roles and keys."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from serai.accounts import again


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who is there is asked again, unless the password or a passkey was given within the last five minutes.

    Worn under `@needs(…)`, so that a role that may not enter is refused first. What was typed is kept meanwhile.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if again.is_fresh(request) else again.ask(request, locked=False)

    guarded.is_fresh = True  # type: ignore[attr-defined]
    return guarded
