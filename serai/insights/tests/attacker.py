"""A reader who tries to work hidden cells out, written apart from the code that hides them."""

from itertools import product

from scipy.optimize import linprog


def ranges_known(values, sums, hidden) -> dict:
    """The least and the greatest value that each hidden cell can have, given everything shown."""
    cells = sorted(hidden)
    column = {cell: place for place, cell in enumerate(cells)}
    rows, right = [], []
    for one in sums:
        row = [0.0] * len(cells)
        known = 0.0
        for cell, sign in [(one.total, -1), *((part, 1) for part in one.parts)]:
            if cell in column:
                row[column[cell]] += sign
            else:
                known += sign * values[cell]
        if any(row):
            rows.append(row)
            right.append(-known)
    found = {}
    for cell in cells:
        ends = []
        for sign in (1, -1):
            goal = [0.0] * len(cells)
            goal[column[cell]] = sign
            answer = linprog(goal, A_eq=rows or None, b_eq=right or None, bounds=(0, None), method="highs")
            ends.append(sign * answer.fun if answer.status == 0 else float("inf"))
        found[cell] = tuple(ends)
    return found


def possible_values(cell, values, sums, hidden, *, limit: int) -> set[int]:
    """Every value below `limit` that `cell` may have, by trying all whole numbers for the hidden inner cells."""
    inner = [c for c in sorted(hidden) if "all" not in c]
    found = set()
    for guess in product(range(limit), repeat=len(inner)):
        world = {**values, **dict(zip(inner, guess, strict=True))}
        for one in sorted(sums, key=lambda s: s.total == ("all", "all")):
            if one.total in hidden:
                world[one.total] = sum(world[part] for part in one.parts)
        if all(world[s.total] == sum(world[p] for p in s.parts) for s in sums):
            found.add(world[cell])
    return found
