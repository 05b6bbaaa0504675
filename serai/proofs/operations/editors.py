"""Promise 14: of two people who change the same thing, the second is told; nothing is overwritten unseen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from serai.centres.choices import Role
from serai.centres.models import Centre
from serai.people.models import Name
from serai.people.operations.erasing import everybody
from serai.proofs import markers, people, scratch
from serai.proofs.at_once import together
from serai.proofs.filled import form_with
from serai.proofs.ground import Ground
from serai.proofs.operations.doors import registered
from serai.proofs.rules import Found
from serai.proofs.words import controlled

EDITORS = 6  # at most, who save at the same moment


@dataclass(frozen=True)
class Edited:
    """A page with a form, one field of it, who may open it, and what is kept of that field."""

    name: str
    address: str
    field: str
    username: str
    kept: Callable[[], str]


@dataclass
class Came:
    """What came of it, over all pages."""

    saves: int = 0
    overwritten: int = 0
    forgotten: int = 0
    decided: int = 0


def edit(ground: Ground) -> Found:
    """Let two people open the same page and both save; and six at the same moment."""
    rounds, editors = ground.effort.rounds, min(EDITORS, ground.effort.times)
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        pages, came = list(pages_of()), Came()
        for page in pages:
            one_after_the_other(page, came, rounds=rounds)
            at_the_same_moment(page, came, there=there, editors=editors)
    told = _(
        "Pages: {pages}; second saves by somebody who had not seen the first: {saves}. Overwritten: {overwritten}. "
        "Told, but what they had typed was gone: {forgotten}. Control, saved once more by somebody who has seen it: "
        "{decided} saved."
    )
    said = told.format(pages=len(pages), **vars(came))
    holds = came.saves > 0 and not came.overwritten and not came.forgotten
    return controlled(holds=holds, told=said, control=came.decided == rounds * len(pages))


def one_after_the_other(page: Edited, came: Came, *, rounds: int) -> None:
    """Both have the page open; the first saves, the second saves what they wrote, and then decides."""
    first, second = (people.browser(people.user(page.username)) for _number in range(2))
    for number in range(rounds):
        mine, theirs = markers.marker(2 * number), markers.marker(2 * number + 1)
        old = _form(page, second)
        first.post(page.address, {**_form(page, first), page.field: mine})
        answer = second.post(page.address, {**old, page.field: theirs})
        came.saves += 1
        came.overwritten += page.kept() != mine
        shown = form_with(page.field, page=answer.content.decode()) if answer.content else {}
        came.forgotten += shown.get(page.field) != theirs
        second.post(page.address, shown)
        came.decided += page.kept() == theirs


def at_the_same_moment(page: Edited, came: Came, *, there: scratch.Scratch, editors: int) -> None:
    """Of those who save what they saw at the same moment, one is the first; the others are told."""
    seen = _form(page, people.browser(people.user(page.username)))

    def saving(word: str) -> Callable[[Client], bool]:
        return lambda browser: browser.post(page.address, {**seen, page.field: word}).status_code == 302

    words = [markers.marker(1_000 + number) for number in range(editors)]
    acts = [saving(word) for word in words]
    saved = together(acts, there=there, user=people.user(page.username))
    first = [word for word, is_saved in zip(words, saved, strict=True) if is_saved]
    came.saves += editors - 1
    came.overwritten += max(0, len(first) - 1) + (first[-1:] != [page.kept()])


def _form(page: Edited, browser: Client) -> dict[str, str]:
    return form_with(page.field, page=browser.get(page.address).content.decode())


def pages_of() -> Iterator[Edited]:
    """A file, an answer in it, and a centre."""
    place = people.centre("OBO")
    ruth = people.posting("ruth", Role.CASEWORKER, place)
    people.posting("adil", Role.ADMINISTRATOR, place)
    person = everybody().get(public_id=registered(ruth, markers.marker(9_000)))
    correct = reverse("registration:correct", args=[person.public_id])
    yield Edited("correct", correct, "given", "ruth", lambda: Name.objects.get(person=person).given)
    origin = reverse("registration:profile_topic", args=[person.public_id, "origin"])
    yield Edited("origin", origin, "origin_detail", "ruth", lambda: everybody().get(pk=person.pk).origin_detail)
    centre = reverse("centres:edit", args=[place.code])
    yield Edited("centre", centre, "name", "adil", lambda: Centre.objects.get(pk=place.pk).name)
