"""Which cells of a set of linked tables must stay hidden so that no small one can be computed from the others.

Every figure that is shown, totals included, is a cell; every total that a reader can check is a `Sum`. A cell from 1 to
below the threshold is small and is hidden. For each small cell in turn a linear programme then looks for the cheapest
other world in which that cell is larger by the threshold while every sum still holds; the cells that differ in that
world are hidden too, so that a reader cannot tell the two worlds apart. Cells hidden already cost nothing, small cells
cost less than large ones, totals most. What a reader knows to be at least as much as something else (several answers
are at least as many as those who answered) is a sum as well, with a part that nobody sees; a small cell in one is
protected from below too, for what is hidden alone is known to be small. (Fischetti and Salazar, 2001; Hundepool et
al., Statistical Disclosure Control, 2012, ch. 4.) The solver is HiGHS.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from math import log2

import highspy
import numpy as np

type Cell = tuple[str, ...]

TINY = 1e-6
FOR_A_TOTAL = 12.0  # hiding a total costs as much as hiding several cells
FOR_A_ZERO = 6.0  # a zero is better shown


class FiguresDoNotAddUp(ArithmeticError):
    """A total given is not the sum of its parts: the figures were counted wrongly and must not be shown."""


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`, and the reader knows it."""

    total: Cell
    parts: tuple[Cell, ...]


def hidden_cells(
    values: Mapping[Cell, int], sums: Iterable[Sum], *, threshold: int, unseen: Set[Cell] = frozenset()
) -> set[Cell]:
    """The cells to hide: the small ones (1 … threshold - 1) and the others needed to protect them. `unseen`: cells that
    are never shown, whatever they hold.

    After hiding, what can be concluded about any small cell is an interval at least `threshold` wide, and where it is
    part of a sum that nobody sees, one that begins at 1. Raises FiguresDoNotAddUp.
    """
    known = list(sums)
    worlds = _Worlds(values, known)
    shown = values.keys() - unseen
    small = sorted((cell for cell in shown if 0 < values[cell] < threshold), key=lambda c: (-values[c], c))
    bounded = {part for one in known if one.total in unseen for part in one.parts}
    hidden = {*small, *unseen}
    worlds.make_free(hidden)
    for cell in small:
        for change in (threshold, 1 - values[cell] if cell in bounded else 0):
            more = worlds.cheapest_with(cell, change) - hidden if change else set()
            worlds.make_free(more)
            hidden |= more
    return hidden - unseen


class _Worlds:
    """All tables that a reader could believe in, as differences from the true one: two columns a cell, up and down."""

    def __init__(self, values: Mapping[Cell, int], sums: list[Sum]) -> None:
        for one in sums:
            if values[one.total] != sum(values[part] for part in one.parts):
                raise FiguresDoNotAddUp(one.total)
        self.cells = sorted(values)
        self.up = {cell: 2 * place for place, cell in enumerate(self.cells)}
        self.most_down = {cell: float(values[cell]) for cell in self.cells}
        self.model = highspy.Highs()  # type: ignore[no-untyped-call]
        self.model.setOptionValue("output_flag", False)
        self.model.setOptionValue("threads", 1)
        leads_to = Counter(one.total for one in sums)
        for cell in self.cells:
            cost = log2(2 + values[cell]) + FOR_A_TOTAL * leads_to[cell] + (0 if values[cell] else FOR_A_ZERO)
            self.model.addCol(cost, 0.0, highspy.kHighsInf, 0, np.array([], dtype=np.int32), np.array([]))
            self.model.addCol(cost, 0.0, self.most_down[cell], 0, np.array([], dtype=np.int32), np.array([]))
        for one in sums:
            self._tie(one)

    def _tie(self, one: Sum) -> None:
        columns, factors = [], []
        for cell, sign in [(one.total, -1.0), *((part, 1.0) for part in one.parts)]:
            columns += [self.up[cell], self.up[cell] + 1]
            factors += [sign, -sign]
        self.model.addRow(0.0, 0.0, len(columns), np.array(columns, dtype=np.int32), np.array(factors))

    def make_free(self, hidden: Iterable[Cell]) -> None:
        """Differing in these cells costs nothing: they are hidden anyway."""
        for cell in hidden:
            self.model.changeColCost(self.up[cell], 0.0)
            self.model.changeColCost(self.up[cell] + 1, 0.0)

    def cheapest_with(self, cell: Cell, change: int) -> set[Cell]:
        """The cells that differ in the cheapest world in which `cell` is larger by `change`, or smaller if that is
        below nothing."""
        up, down = self.up[cell], self.up[cell] + 1
        way, other = (up, down) if change > 0 else (down, up)
        self.model.changeColBounds(way, float(abs(change)), float(abs(change)))
        self.model.changeColBounds(other, 0.0, 0.0)
        self.model.run()
        if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise FiguresDoNotAddUp(cell)
        moved = np.abs(np.array(self.model.getSolution().col_value)) > TINY
        self.model.changeColBounds(up, 0.0, highspy.kHighsInf)
        self.model.changeColBounds(down, 0.0, self.most_down[cell])
        return {self.cells[place // 2] for place in np.flatnonzero(moved)}
