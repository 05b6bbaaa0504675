"""The menu: each room declares the lines that lead to it; the frame shows those that the reader may follow."""

from dataclasses import dataclass

from serai.codes.words import Words


@dataclass(frozen=True)
class NavItem:
    """An entry of the menu, for whoever has the permission."""

    url_name: str
    label: Words
    needs: str
    order: int
    icon: str = ""


_items: list[NavItem] = []


def declare(*items: NavItem) -> None:
    """Called from a room's `ready()`."""
    _items.extend(item for item in items if item not in _items)
    _items.sort(key=lambda item: (item.order, item.url_name))


def declared() -> list[NavItem]:
    return _items
