"""Every address of the house, walked from the URL configuration, with who may pass."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Door:
    """One address, and what it says of who gets in."""

    name: str
    route: str
    needs: str  # a permission, or ""
    open_to: str  # "everybody", "signed in", or ""
    is_fresh: bool = False  # asks again who is there


def doors() -> Iterator[Door]:
    yield from _walk(get_resolver().url_patterns, "", "")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Door]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, str(pattern.namespace or space))
        else:
            view = pattern.callback
            yield Door(
                name=f"{space}:{pattern.name}" if space else str(pattern.name),
                route=route,
                needs=str(getattr(view, "needs", "")),
                open_to=str(getattr(view, "open_to", "")),
                is_fresh=bool(getattr(view, "is_fresh", False)),
            )
