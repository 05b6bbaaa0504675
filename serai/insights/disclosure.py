"""Which cells of a set of linked tables must stay hidden so that no small one can be computed from the others.

Every figure that is shown, totals included, is a cell; every total that a reader can check is a `Sum`. A cell between
1 and the threshold is hidden; then, for each such cell, a linear programme asks what an attacker who knows every shown
figure and every sum could conclude. While the answer is narrower than the threshold, the smallest helpful cell is
hidden as well. This is cell suppression with an interval audit (Hundepool et al., Statistical Disclosure Control,
2012, ch. 4); the solver is HiGHS.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

type Cell = tuple[str, ...]

GRAND = 3  # a total that three sums lead to is one that every reader looks for


class FiguresDoNotAddUp(ArithmeticError):
    """A total given is not the sum of its parts: the figures were counted wrongly and must not be shown."""


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`, and the reader knows it."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.total, *self.parts)


def hidden_cells(values: Mapping[Cell, int], sums: Iterable[Sum], *, threshold: int) -> set[Cell]:
    """The cells to hide: the small ones (1 … threshold - 1) and the others needed to protect them.

    After hiding, what can be concluded about any small cell is an interval at least `threshold` wide.
    """
    sums = [s for s in sums if all(cell in values for cell in s.cells)]
    small = {cell for cell, value in values.items() if 0 < value < threshold}
    hidden, sums_of, pending = set(small), _by_cell(sums), set(small)
    while True:
        ranges = _ranges(values, sums, hidden, targets=pending)
        narrow = sorted(cell for cell in pending if ranges[cell][1] - ranges[cell][0] < threshold)
        pending = set(narrow)  # hiding more can only widen what was wide enough
        helpers = {helper for cell in narrow if (helper := _helper(cell, values, sums_of, hidden)) is not None}
        if not helpers:
            return hidden
        hidden |= helpers


def ranges_known(values: Mapping[Cell, int], sums: Iterable[Sum], hidden: set[Cell]) -> dict[Cell, tuple[float, float]]:
    """What an attacker can conclude about each hidden cell: its least and greatest possible value."""
    return _ranges(values, [s for s in sums if all(c in values for c in s.cells)], hidden, targets=hidden)


def _by_cell(sums: list[Sum]) -> dict[Cell, list[Sum]]:
    found: dict[Cell, list[Sum]] = defaultdict(list)
    for one in sums:
        for cell in one.cells:
            found[cell].append(one)
    return found


def _helper(
    cell: Cell, values: Mapping[Cell, int], sums_of: Mapping[Cell, list[Sum]], hidden: set[Cell]
) -> Cell | None:
    """The next cell to hide for `cell`: near it first (its own sums, then those of the hidden cells beside it), and
    there the smallest. Grand totals, which many sums lead to, go after all others; shown zeros go last."""
    wanted: list[Callable[[Cell], bool]] = [
        lambda c: values[c] > 0 and _rank(c, sums_of) < 1,
        lambda c: values[c] > 0 and _rank(c, sums_of) < GRAND,
        lambda c: values[c] > 0,
        lambda c: True,
    ]
    for wants in wanted:
        ring, seen = [cell], {cell}
        while ring:
            near = sorted({c for one in ring for s in sums_of.get(one, []) for c in s.cells})
            shown = [c for c in near if c not in hidden and wants(c)]
            if shown:
                return min(shown, key=lambda c: (_rank(c, sums_of), values[c], c))
            ring = [c for c in near if c in hidden and c not in seen]
            seen.update(ring)
    return None


def _rank(cell: Cell, sums_of: Mapping[Cell, list[Sum]]) -> int:
    return sum(one.total == cell for one in sums_of[cell])


def _ranges(
    values: Mapping[Cell, int], sums: list[Sum], hidden: set[Cell], *, targets: set[Cell]
) -> dict[Cell, tuple[float, float]]:
    ranges: dict[Cell, tuple[float, float]] = {}
    for cells, rows in _components(sums, hidden):
        wanted = sorted(targets & cells)
        if wanted:
            ranges.update(_solve(values, sorted(cells), rows, hidden, wanted))
    return {cell: ranges.get(cell, (0.0, float("inf"))) for cell in targets}


def _components(sums: list[Sum], hidden: set[Cell]) -> list[tuple[set[Cell], list[Sum]]]:
    """Hidden cells that share a sum, directly or through others, with the sums that tie them."""
    parent: dict[Cell, Cell] = {cell: cell for cell in hidden}

    def root(cell: Cell) -> Cell:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    tied = [(one, [cell for cell in one.cells if cell in hidden]) for one in sums]
    for _one, cells in tied:
        for cell in cells[1:]:
            parent[root(cell)] = root(cells[0])
    groups: dict[Cell, tuple[set[Cell], list[Sum]]] = defaultdict(lambda: (set(), []))
    for cell in hidden:
        groups[root(cell)][0].add(cell)
    for one, cells in tied:
        if cells:
            groups[root(cells[0])][1].append(one)
    return list(groups.values())


def _solve(
    values: Mapping[Cell, int], cells: list[Cell], sums: list[Sum], hidden: set[Cell], wanted: list[Cell]
) -> dict[Cell, tuple[float, float]]:
    column = {cell: position for position, cell in enumerate(cells)}
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    for _cell in cells:
        model.addVar(0.0, highspy.kHighsInf)
    for one in sums:
        known = sum(values[c] for c in one.parts if c not in hidden)
        terms = {column[c]: 1.0 for c in one.parts if c in hidden}
        if one.total in hidden:
            terms[column[one.total]] = terms.get(column[one.total], 0.0) - 1.0
            right = -float(known)
        else:
            right = float(values[one.total] - known)
        places, factors = np.array(list(terms), dtype=np.int32), np.array(list(terms.values()))
        model.addRow(right, right, len(terms), places, factors)
    return {cell: (_extreme(model, column[cell], -1), _extreme(model, column[cell], 1)) for cell in wanted}


def _extreme(model: highspy.Highs, column: int, direction: int) -> float:
    """The least (-1) or greatest (1) value of one hidden cell; infinity when nothing bounds it."""
    model.changeColCost(column, 1.0)
    sense = highspy.ObjSense.kMaximize if direction > 0 else highspy.ObjSense.kMinimize
    model.changeObjectiveSense(sense)
    model.run()
    status = model.getModelStatus()
    value = float(model.getInfo().objective_function_value)
    model.changeColCost(column, 0.0)
    if status == highspy.HighsModelStatus.kInfeasible:
        raise FiguresDoNotAddUp
    return value if status == highspy.HighsModelStatus.kOptimal else float("inf")
