from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from serai.ui import nav


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs: the posting, the menu lines it may follow, whether this is a demo."""
    posting = getattr(request, "posting", None)
    user = getattr(request, "user", None)
    return {
        "posting": posting,
        "posting_can_change": getattr(request, "has_several_postings", False),
        "reader": user if user is not None and user.is_authenticated else None,
        "here": request.get_full_path(),
        "nav_items": _menu(posting, request.path),
        "own_languages": settings.LANGUAGES,
        "idle_seconds": 0 if _stays_open(request) else int(settings.SESSION_IDLE.total_seconds()),
        "is_demo": settings.DEMO,
    }


def _stays_open(request: HttpRequest) -> bool:
    """A board for the wall, or a page that only asks who is there: no script draws a curtain over it."""
    if getattr(request, "is_locked", False):
        return True
    return request.resolver_match is not None and getattr(request.resolver_match.func, "stays_open", False)


def _menu(posting: Any, path: str) -> list[dict[str, Any]]:
    """The lines that this posting may follow; the one whose address the page's begins with is marked."""
    if posting is None:
        return []
    items = [item for item in nav.declared() if posting.may(item.needs)]
    addresses = {item.url_name: _address(item.url_name, get_script_prefix()) for item in items}
    home = _address("centres:today", get_script_prefix())
    around = [url for url in addresses.values() if path == url or (url != home and path.startswith(url))]
    here = max(around, key=len, default=None)
    return [
        {"label": item.label, "url": addresses[item.url_name], "is_here": addresses[item.url_name] == here}
        for item in items
    ]


@cache
def _address(url_name: str, prefix: str) -> str:
    """Of a line of the menu: the same for every page and reader."""
    return reverse(url_name)
