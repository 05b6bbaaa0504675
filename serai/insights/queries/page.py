"""The tables of a release in one scope, with words and shares, as the page, the CSV and the print show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from serai.codes.models import Place
from serai.codes.words import Words
from serai.insights import labels, rules
from serai.insights.choices import MULTI_ANSWER, TABLE_NOTES, Headline, Table
from serai.insights.models import Release
from serai.insights.queries import releases
from serai.insights.rules import ALL, Cell, Shown


@dataclass(frozen=True)
class LabelledRow:
    """A row of figures with its words; None stands for a number that is hidden."""

    code: str
    label: str
    values: list[int | None]
    total: int | None
    share: float | None


@dataclass(frozen=True)
class LabelledTable:
    """A table of figures as a page shows it."""

    name: str
    title: Words
    note: Words
    columns: list[str]
    rows: list[LabelledRow]
    total: int | None
    asked: int | None
    is_multi: bool
    largest: int


def tables_of(release: Release, *, scope: str) -> list[LabelledTable]:
    """Every table but the headline that has a row in this scope, in the order of `Table`."""
    cells = releases.shown_cells(release)
    places = place_names(cells)
    found = []
    for name in Table:
        columns = [c for c in labels.COLUMNS.get(name, []) if cells.get((str(name), scope, ALL, c), 0) != 0]
        table = rules.table_for(name, scope, cells, order=labels.ORDERS.get(name, []), columns=columns)
        if name != Table.HEADLINE and table.rows:
            found.append(_labelled(name, table, places))
    return found


def _labelled(name: Table, table: Shown, places: dict[str, str]) -> LabelledTable:
    rows = [
        LabelledRow(
            code=row.code,
            label=places.get(row.code) or labels.row_label(name, row.code),
            values=row.values[:-1],
            total=row.values[-1],
            share=row.share,
        )
        for row in table.rows
    ]
    return LabelledTable(
        name=name,
        title=name.label,
        note=TABLE_NOTES.get(name, ""),
        columns=[labels.column_label(name, column) for column in table.columns],
        rows=rows,
        total=table.total,
        asked=table.asked,
        is_multi=name in MULTI_ANSWER,
        largest=max((row.total or 0 for row in rows), default=0),
    )


def place_names(cells: dict[Cell, int | None]) -> dict[str, str]:
    """The names of the places that these cells name by code."""
    codes = {cell[2] for cell in cells if cell[0] == Table.ORIGIN}
    return dict(Place.objects.filter(pcode__in=codes).values_list("pcode", "name"))


@dataclass(frozen=True)
class Figure:
    """One number with its words."""

    code: str
    label: str
    value: int | None
    is_hidden: bool


def headline_of(release: Release, *, scope: str) -> list[Figure]:
    """The first figures of a month for a centre or the network; a hidden one says that it is hidden."""
    cells = releases.shown_cells(release)
    found = []
    for code in Headline:
        value = cells.get((str(Table.HEADLINE), scope, str(code), ALL), 0)
        found.append(Figure(code=code, label=str(code.label), value=value, is_hidden=value is None))
    return found


@dataclass(frozen=True)
class CentreRow:
    """One centre's numbers in the table of the network."""

    code: str
    name: str
    registrations: int | None
    people: int | None


def centres_of(release: Release) -> list[CentreRow]:
    """Registrations and people of each centre, the busiest first: the map's table of the monthly report."""
    cells = releases.shown_cells(release)
    head = str(Table.HEADLINE)
    rows = [
        CentreRow(
            code=code,
            name=name,
            registrations=cells.get((head, code, str(Headline.REGISTRATIONS), ALL), 0),
            people=cells.get((head, code, str(Headline.PEOPLE), ALL), 0),
        )
        for code, name in releases.centre_names().items()
    ]
    return sorted(rows, key=lambda row: (-(row.registrations or 0), row.code))


def export_rows(release: Release, *, scopes: list[str], month: date) -> Iterator[list[str | int]]:
    """One line a cell, hidden cells empty and said to be hidden; codes and words, for CSV and XLSX."""
    cells = releases.shown_cells(release)
    places = place_names(cells)
    for (table, scope, row, column), value in sorted(cells.items()):
        if scope in scopes:
            words = Table(table).label
            label = "" if row == ALL else places.get(row) or labels.row_label(table, row)
            across = "" if column == ALL else labels.column_label(table, column)
            note = "hidden" if value is None else ""
            shown = "" if value is None else value
            yield [str(words), scope, month.strftime("%Y-%m"), row, label, column, across, shown, note]
