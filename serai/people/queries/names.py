"""What a person is called, in the reader's script when it is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from serai.people.models import Name, Person

SCRIPT_OF_LANGUAGE = {"ar": "arabic"}


@dataclass(frozen=True)
class Called:
    """A person's name for the reader: the main one, and the same in other scripts."""

    main: str
    others: list[str]
    nickname: str = ""


def called(names: Iterable[Name]) -> Called:
    """The name in the script of the reader's language when there is one, else in Latin, else in any."""
    known = sorted((name for name in names if name.full or name.nickname), key=lambda name: name.pk)
    wanted = SCRIPT_OF_LANGUAGE.get((get_language() or "en").split("-")[0], "latin")
    order = sorted(known, key=lambda name: (name.is_other, name.script != wanted, name.script != "latin"))
    said = [name.full or name.nickname for name in order]
    nickname = next((name.nickname for name in order if name.nickname and name.full), "")
    return Called(main=said[0], others=said[1:], nickname=nickname) if said else Called("", [])


def shown_name(person: Person) -> str:
    """What the person is called, for the reader; in a list, names must be loaded."""
    return called(person.names.all()).main or _("No name recorded")
