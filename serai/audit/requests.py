"""The number of the request that is being answered: the same in the lines of the trail and on the page of an error."""

import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

number: ContextVar[str] = ContextVar("number", default="")


class RequestNumber:
    """Middleware, the first: gives each request a number that says nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.number = secrets.token_hex(4)  # type: ignore[attr-defined]
        before = number.set(request.number)  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            number.reset(before)
