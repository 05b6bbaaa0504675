"""From counts to cells and sums, and from shown cells to the tables of a page. No database, no clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from serai.insights.choices import ANSWERED, MULTI_ANSWER, Headline, Table

type Cell = tuple[str, str, str, str]  # table, scope (centre code or NETWORK), row, column

NETWORK = "network"
ALL = "all"
ASKED = "asked"  # how many people answered a question with several answers
ALL_ANSWERS, MORE_THAN_ONE = "~answers", "~more"  # shown to nobody: what `unseen_of` adds
OTHERS = "others"  # the rows that the public is not shown one by one
CHILD_ROWS = ("0-4", "5-9", "10-14", "15-17")
CROSSED = frozenset({Table.SEX_AGE, Table.SERVICES, Table.LANGUAGES})  # rows and columns both matter
SAYS_WHO_CAME = frozenset({Table.NATIONALITY, Table.ORIGIN, Table.LANGUAGES})
ADD_UP_TO_REGISTRATIONS = frozenset(
    {Table.SEX_AGE, Table.NATIONALITY, Table.ORIGIN, Table.DESTINATION, Table.STAY, Table.DOCUMENT}
)


@dataclass(frozen=True)
class Count:
    """So many at a centre in a row (and column) of a table."""

    table: str
    centre: str
    row: str
    column: str
    number: int


def total_of(table: str, scope: str) -> Cell:
    """The cell that holds a table's total: registrations have one cell, whatever table shows it."""
    if table in ADD_UP_TO_REGISTRATIONS:
        return (Table.HEADLINE, scope, Headline.REGISTRATIONS, ALL)
    if table == Table.SERVICES:
        return (Table.HEADLINE, scope, Headline.SERVICES, ALL)
    return (table, scope, ALL, ALL)


type Check = tuple[Cell, tuple[Cell, ...]]  # a total, and the parts that a reader can add up to it


def pooled(counts: Iterable[Count]) -> list[Count]:
    """The same counts for the network alone, no centre told apart."""
    people = str(Headline.PEOPLE)
    return [replace(count, centre=NETWORK) for count in counts if count.row != people or count.centre == NETWORK]


def cells_of(counts: Iterable[Count], *, by_centre: bool = True) -> tuple[dict[Cell, int], list[Check]]:
    """Every figure that could be shown, and every sum a reader could check: rows, columns, children, centres.

    People counted once are not a sum over centres: their network figure comes as a count of its own.
    """
    values: dict[Cell, int] = defaultdict(int)
    for count in counts:
        values[(str(count.table), count.centre, count.row, count.column)] += count.number
    checks: dict[tuple[Cell, str], set[Cell]] = defaultdict(set)
    for cell in [cell for cell in values if not by_centre or cell[1] != NETWORK]:
        for margin, way in _margins_of(cell):
            checks[margin, way].add(cell)
            if margin[0] in CROSSED:
                checks[total_of(margin[0], margin[1]), f"{margin[0]} {way}"].add(margin)
    for (total, _way), parts in sorted(checks.items(), key=lambda item: _comes_after(item[0][0])):
        values[total] = sum(values[part] for part in parts)
    found = [(total, tuple(sorted(parts))) for (total, _way), parts in checks.items()]
    found += _children(values)
    network, over_centres = _network(values) if by_centre else ({}, [])
    return dict(values) | network, found + over_centres


def _comes_after(total: Cell) -> tuple[bool, bool]:
    """Rows and columns are added up first, then the tables of their own, then the headline."""
    return total[0] == Table.HEADLINE, total[2:] == (ALL, ALL)


def _margins_of(cell: Cell) -> list[tuple[Cell, str]]:
    """The totals that an inner cell is part of, each with the way it is added up."""
    table, scope, row, column = cell
    if table in CROSSED:
        return [((table, scope, row, ALL), "rows"), ((table, scope, ALL, column), "columns")]
    if table in ADD_UP_TO_REGISTRATIONS or table in {Table.CHILDREN, Table.REFERRALS}:
        return [(total_of(table, scope), table)]
    return []


def _children(values: Mapping[Cell, int]) -> list[Check]:
    """Children by status add up to the child bands of the table by age: a reader of both tables can check it."""
    scopes = sorted({cell[1] for cell in values if cell[0] == Table.CHILDREN})
    bands = {scope: [(str(Table.SEX_AGE), scope, band, ALL) for band in CHILD_ROWS] for scope in scopes}
    return [
        (total_of(Table.CHILDREN, scope), tuple(band for band in bands[scope] if band in values)) for scope in scopes
    ]


def _network(values: Mapping[Cell, int]) -> tuple[dict[Cell, int], list[Check]]:
    """The network's cell is the sum of the centres' cells, for every cell but people counted once."""
    parts: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in sorted(values):
        if cell[1] != NETWORK and not (cell[0] == Table.HEADLINE and cell[2] == Headline.PEOPLE):
            parts[(cell[0], NETWORK, cell[2], cell[3])].append(cell)
    sums = {total: sum(values[member] for member in members) for total, members in parts.items()}
    return sums, [(total, tuple(members)) for total, members in parts.items()]


def unseen_of(values: Mapping[Cell, int]) -> tuple[dict[Cell, int], list[Check]]:
    """What a reader knows without seeing it: whoever answered gave at least one answer, and whoever was helped in the
    network was helped at a centre. The whole of the parts, and by how much it is more."""
    people = (str(Table.HEADLINE), NETWORK, str(Headline.PEOPLE), ALL)
    centres = [cell for cell in values if cell[0] == people[0] and cell[2] == people[2] and cell != people]
    covered = {people: centres} if centres and people in values else {}
    for cell in values:
        if cell[2] == ASKED and cell[0] in ANSWERED:
            covered[cell] = [one for one in values if one[:2] == cell[:2] and one != cell]
    unseen: dict[Cell, int] = {}
    checks: list[Check] = []
    for cell, parts in covered.items():
        whole, more = (cell[0], cell[1], ALL_ANSWERS, ALL), (cell[0], cell[1], MORE_THAN_ONE, ALL)
        unseen[whole] = sum(values[part] for part in parts)
        unseen[more] = unseen[whole] - values[cell]
        checks += [(whole, tuple(sorted(parts))), (whole, (cell, more))]
    return unseen, checks


def without_rare(cells: Mapping[Cell, int | None]) -> dict[Cell, int | None]:
    """The same without the rows whose number is hidden, where a row alone says that somebody of a nationality, region
    or language was here; one row without a number stands for them all. None of them can be told from one that is not
    there."""
    rows = [cell for cell in cells if cell[0] in SAYS_WHO_CAME and cell[2] != ALL and cell[3] == ALL]
    rare = {cell[:3] for cell in rows if cells[cell] is None}
    left = {cell: value for cell, value in cells.items() if cell[:3] not in rare}
    tables = {row[:2] for row in rare}
    columns = {cell for cell in cells if cell[:2] in tables and cell[2] == ALL} | {
        (*table, ALL, ALL) for table in tables
    }
    return left | {(table, scope, OTHERS, column): None for table, scope, _all, column in columns}


@dataclass(frozen=True)
class Row:
    """A row of figures after small numbers were hidden."""

    code: str
    values: list[int | None]  # None = hidden
    share: float | None


@dataclass(frozen=True)
class Shown:
    """One table as a page prints it."""

    table: str
    columns: list[str]
    rows: list[Row]
    total: int | None
    asked: int | None = None
    hidden: bool = False


def share_of(value: int | None, of: int | None) -> float | None:
    """A share in per cent with one decimal, or None where either number is hidden or the whole is nothing."""
    return round(100 * value / of, 1) if value is not None and of else None


def change(now: int | None, before: int | None) -> float | None:
    """Indicator A4, the change on the month before in per cent; nothing when either is hidden or there was none."""
    return round(100 * (now - before) / before, 1) if now is not None and before else None


def table_for(
    table: str, scope: str, shown: Mapping[Cell, int | None], *, order: list[str], columns: list[str]
) -> Shown:
    """The rows of one table in one scope, in the list's own order or (without one) the largest first."""
    mine = {cell: value for cell, value in shown.items() if cell[0] == table and cell[1] == scope}
    of = mine.get((table, scope, ASKED, ALL)) if table in MULTI_ANSWER else shown.get(total_of(table, scope))
    codes = {cell[2] for cell in mine} - {ALL, ASKED}
    crossed = table in CROSSED
    rows = []
    for code in codes:
        total = mine.get((table, scope, code, ALL), 0)
        cells = [mine.get((table, scope, code, column), 0) for column in columns] if crossed else []
        rows.append(Row(code, [*cells, total], share_of(total, of)))
    known = {code: place for place, code in enumerate(order)}
    rows.sort(key=lambda row: (known.get(row.code, len(known)), -(row.values[-1] or 0), row.code))
    return Shown(
        table=table,
        columns=columns if crossed else [],
        rows=rows,
        total=None if table in MULTI_ANSWER else of,
        asked=of if table in MULTI_ANSWER else None,
        hidden=any(value is None for value in mine.values()),
    )


def first_of_month(text: str) -> date | None:
    """`2026-10` → 1 October 2026; None if it is not a month."""
    try:
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, 1)
    except (ValueError, OverflowError):
        return None


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def previous_month(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
