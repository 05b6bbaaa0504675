"""Small enough to read: the size budget. An exception is named here with its size, and may only shrink."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from serai.config.catalogues import PACKAGE, rooms

ROOT = PACKAGE.parent
FILE, FUNCTION, VIEW, TEMPLATE, ROOM, BASES, TEST_FILE = 400, 40, 25, 150, 3000, 3, 500

EXCEPTIONS: dict[str, int] = {}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def sources(under: Path = PACKAGE) -> list[Path]:
    return [path for path in sorted(under.rglob("*.py")) if not {"migrations", "tests"} & set(path.parts)]


def sizes() -> Iterator[tuple[str, int, int]]:
    """Each thing with its size and its limit."""
    for path in sources():
        name = str(path.relative_to(ROOT))
        yield name, lines(path), FILE
        is_view = path.stem == "views" or path.parent.name == "views"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{name}:{node.name}", size, VIEW if is_view else FUNCTION
            elif isinstance(node, ast.ClassDef):
                yield f"{name}:{node.name} (bases)", len(node.bases), BASES
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        yield str(path.relative_to(ROOT)), lines(path), TEMPLATE
    for path in [*PACKAGE.rglob("tests/*.py"), *ROOT.glob("tests/**/*.py")]:
        yield str(path.relative_to(ROOT)), lines(path), TEST_FILE
    for room in rooms():
        yield room, sum(map(lines, sources(PACKAGE / room))), ROOM


def test_everything_is_small_enough_to_read():
    too_big = [
        f"{name}: {size}, at most {EXCEPTIONS.get(name, limit)}"
        for name, size, limit in sizes()
        if size > EXCEPTIONS.get(name, limit)
    ]
    assert not too_big, "\n" + "\n".join(too_big)


def test_an_exception_that_is_no_longer_needed_is_taken_off():
    found: dict[str, int] = defaultdict(int)
    for name, size, limit in sizes():
        found[name] = max(found[name], size if size > limit else 0)
    for name, size in EXCEPTIONS.items():
        assert 0 < found[name] <= size, f"{name} has {found[name]}: correct EXCEPTIONS, it may only shrink"
