"""The way out for a reminder: the operator's gateway, which learns a telephone number and a sentence that says a day
and a time. Off until the operator sets it (docs/how/send-reminders.md)."""

import json
from email.utils import make_msgid
from http.client import HTTPException
from typing import Any
from urllib import request

from django.conf import settings
from django.core.mail import EmailMessage

SECONDS = 10


class NotSent(Exception):
    """The gateway did not take it. What it answered is not kept: the number could stand in it."""


class _NowhereElse(request.HTTPRedirectHandler):
    """No answer leads the number and the token to another place."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def is_on() -> bool:
    """Whether the operator switched sending on."""
    return bool(settings.REMINDERS)


def missing() -> list[str]:
    """The settings without which nothing can be sent."""
    needed: dict[str, object] = {}
    if settings.REMINDERS == "post":
        needed = {"SERAI_REMINDERS_URL": settings.REMINDERS_URL, "SERAI_REMINDERS_TOKEN": settings.REMINDERS_TOKEN}
    elif settings.REMINDERS == "mail":
        needed = {
            "SERAI_REMINDERS_DOMAIN": settings.REMINDERS_DOMAIN,
            "SERAI_REMINDERS_FROM": settings.REMINDERS_FROM,
            "SERAI_MAIL_URL": settings.MAILS,
        }
    return [name for name, value in needed.items() if not value]


def send(*, number: str, words: str) -> None:
    """Hand it over, once. Raises NotSent."""
    if missing():
        raise NotSent
    try:
        (_post if settings.REMINDERS == "post" else _mail)(number, words)
    except (OSError, HTTPException):
        raise NotSent from None


def _post(number: str, words: str) -> None:
    """As RapidPro's `broadcasts` takes it."""
    asked = request.Request(  # noqa: S310 - https, or this machine: config/environment.py
        settings.REMINDERS_URL,
        data=json.dumps({"urns": [f"tel:{number}"], "text": words}).encode(),
        headers={"Authorization": f"Token {settings.REMINDERS_TOKEN}", "Content-Type": "application/json"},
        method="POST",
    )
    with request.build_opener(request.ProxyHandler({}), _NowhereElse).open(asked, timeout=SECONDS):
        pass


def _mail(number: str, words: str) -> None:
    """To a service that makes text messages of mails: the number is the name before the @."""
    domain = settings.REMINDERS_FROM.rpartition("@")[2]
    EmailMessage(
        body=words,
        from_email=settings.REMINDERS_FROM,
        to=[f"{number.removeprefix('+')}@{settings.REMINDERS_DOMAIN}"],
        headers={"Message-ID": make_msgid(domain=domain)},  # else it names this machine
    ).send()
