"""Marks for the few pages that no permission guards. Every other view wears `centres.access.needs`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase

type View = Callable[..., HttpResponseBase]

# No page uses any of these, but one that is marked below. Passkeys (publickey-credentials) are left to our own pages.
OFF = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media gamepad geolocation gyroscope hid "
    "idle-detection local-fonts magnetometer microphone midi payment picture-in-picture serial usb xr-spatial-tracking"
)


def permissions(*, camera: bool = False) -> str:
    """What the browser lets a page use: nothing, or the camera for our own script."""
    return ", ".join(f"{one}=({'self' if camera and one == 'camera' else ''})" for one in OFF.split())


def uses_camera[Answer: HttpResponseBase](view: Callable[..., Answer]) -> Callable[..., Answer]:
    """The camera may be used by this page's own script, once its reader allows it; no other page may."""

    @wraps(view)
    def with_camera(*args: Any, **kwargs: Any) -> Answer:
        answer = view(*args, **kwargs)
        answer.headers["Permissions-Policy"] = permissions(camera=True)
        return answer

    return with_camera


def public(why: str) -> Callable[[View], View]:
    """Anybody may open this page, signed in or not; `why` is printed in docs/pages.md."""

    def mark(view: View) -> View:
        view.open_to, view.why = "everybody", why  # type: ignore[attr-defined]
        return login_not_required(view)

    return mark


def stays_open(view: View) -> View:
    """This page is for everybody in the room, like the board of the queue: it is shown on when nobody is at the desk.

    Every other page of the same browser then asks again who is there.
    """
    view.stays_open = True  # type: ignore[attr-defined]
    return view


def signed_in(why: str) -> Callable[[View], View]:
    """Any signed-in person may open this page, whatever the posting."""

    def mark(view: View) -> View:
        view.open_to, view.why = "signed in", why  # type: ignore[attr-defined]
        return view

    return mark


class SomethingFirst(Exception):
    """Raised by a page that cannot be shown before another was answered: the reader is sent to that address."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url
