"""What of a file can be taken out of it, each thing with all that hangs on it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from serai.centres import second_line
from serai.centres.models import Posting
from serai.codes.follows import Follows
from serai.codes.words import Words
from serai.duplicates.parts import declared as parts
from serai.people.holdings import Holding, declared
from serai.people.models import Person, Registration

type Row = tuple[type[models.Model], Any]  # a table and the number of a row


@dataclass(frozen=True)
class Unit:
    """What goes together: what is seen of it, in words, and every row of it with the column that names the person."""

    key: str
    title: Words
    words: str
    rows: list[tuple[Holding, str, Any]]
    opens_here: bool  # it holds a registration at this centre


def units_of(*, posting: Posting, person: Person) -> list[Unit]:
    """What this posting may take out of the file. A row goes with those it belongs to, seen or not; what hangs on a row
    that the posting does not see is not offered, and neither is what another centre wrote."""
    with second_line.everywhere("two people of one file part, wherever they were"):
        held = {(holding.model, row.pk): (holding, link, row) for holding, link, row in _held(person)}
        hang_on = {key: [one for one in _parents(row) if one in held] for key, (_h, _l, row) in held.items()}
    together = _together(hang_on)
    seen = _seen(posting, person)
    found = []
    for keys in together:
        roots = [key for key in keys if not hang_on[key]]
        if all(key in seen for key in roots):
            found.append(_unit(sorted(roots, key=lambda key: seen[key][0]), [held[key] for key in keys], seen))
    return [unit for _order, unit in sorted(found, key=lambda one: one[0])]


def _held(person: Person) -> Iterator[tuple[Holding, str, Any]]:
    for holding in declared():
        if holding.follows == Follows.MOVES:
            for link in holding.links:
                for row in holding.model._base_manager.filter(**{link: person.pk}).order_by("pk"):
                    yield holding, link, row


def _parents(row: Any) -> Iterator[Row]:
    """The rows that this one belongs to, by its columns."""
    for field in row._meta.concrete_fields:
        if field.is_relation and field.related_model is not Person and getattr(row, field.attname) is not None:
            yield field.related_model, getattr(row, field.attname)


def _together(hang_on: dict[Row, list[Row]]) -> list[list[Row]]:
    """Rows that hang together, however far."""
    group = {key: [key] for key in hang_on}
    for key, others in hang_on.items():
        for other in others:
            one, two = group[key], group[other]
            if one is not two:
                one.extend(two)
                for moved in two:
                    group[moved] = one
    return list({id(one): one for one in group.values()}.values())


type Seen = dict[Row, tuple[tuple[int, Any], Words, str]]


def _seen(posting: Posting, person: Person) -> Seen:
    return {
        (part.model, row.pk): ((order, row.pk), part.title, part.said(row))
        for order, part in enumerate(parts())
        if posting.may(part.needs)
        for row in part.seen(posting=posting, person=person)
    }


def _unit(roots: list[Row], rows: list[tuple[Holding, str, Any]], seen: Seen) -> tuple[tuple[int, Any], Unit]:
    model, pk = roots[0]
    order, title, _words = seen[roots[0]]
    said = " + ".join(seen[root][2] for root in roots)
    opens = any(root[0] is Registration for root in roots)
    return order, Unit(f"{model._meta.label_lower}:{pk}", title, said, rows, opens)


def by_part(units: list[Unit]) -> list[tuple[Words, list[tuple[str, str]]]]:
    """For a form: under the title of each room's part, what there is to choose."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in units:
        found[str(unit.title)].append((unit.key, unit.words))
    return list(found.items())
