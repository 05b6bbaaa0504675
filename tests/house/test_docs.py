"""What the documents say of the code is what the code says."""

import re
import tomllib
from pathlib import Path

from serai.config.catalogues import PACKAGE
from tools.print_pages import pages

ROOT = PACKAGE.parent
PLACES = [ROOT, *(ROOT / "docs" / under for under in ("", "how", "decisions")), PACKAGE / "codes/data"]


def test_every_file_that_a_document_links_to_is_there():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} -> {target}"


def test_every_document_that_the_code_names_is_there():
    names = re.compile(r"\b(?:docs/)?[\w-]+\.md\b")
    for under in ("serai", "tests", "tools", "lint", "docs"):
        for path in sorted((ROOT / under).rglob("*")):
            if path.suffix in {".py", ".yml", ".md", ".html", ".css"} and path.name != Path(__file__).name:
                for name in names.findall(path.read_text(encoding="utf-8")):
                    there = any((base / name).exists() for base in (path.parent, *PLACES))
                    assert there, f"{path.relative_to(ROOT)} names {name}"


def test_every_key_and_mark_is_in_the_list_of_keys():
    works = re.compile(
        r"^(?:from cryptography|import hmac|from hashlib|import hashlib|import secrets|import pyrage|from pyrage)"
        r"|salted_hmac|django\.core import signing|serai\.keys\.(?:boxes|derived|envelope|slots) import",
        re.MULTILINE,
    )
    listed = (ROOT / "docs/keys.md").read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        name = str(path.relative_to(PACKAGE))
        if "tests" not in path.parts and works.search(path.read_text(encoding="utf-8")):
            assert f"`{name}`" in listed, f"docs/keys.md does not say what {name} does"


def test_decisions_are_numbered_without_a_gap():
    for number, path in enumerate(sorted((ROOT / "docs/decisions").iterdir()), start=1):
        assert path.name.startswith(f"{number:04}-"), path.name
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. "), path.name
        assert "**What we gave up.**" in text, path.name


def statements(text: str) -> set[int]:
    """The numbers after "Statement" or "Statements", such as "Statements 13, 16, 27" and "Statement 6, and 47"."""
    named = re.findall(r"Statements? (\d+(?:(?:, and |, | and )\d+)*)", text)
    return {int(number) for numbers in named for number in re.findall(r"\d+", numbers)}


def test_statements_are_written_down_and_held_by_a_test():
    lines = (ROOT / "docs/statements.md").read_text(encoding="utf-8").splitlines()
    written = {int(found[1]) for line in lines if (found := re.match(r"\| (\d+) \|", line))}
    tests = (path for path in PACKAGE.rglob("tests/test_*.py"))
    held = {number for path in tests for number in statements(path.read_text(encoding="utf-8"))}
    assert written == held, f"docs/statements.md: without a test {written - held}, not written down {held - written}"


def test_every_command_that_a_document_names_is_one_of_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        named = set(re.findall(r"(?:`|^    )make ([a-z]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE))
        assert named <= known, f"{path.name}: make {named - known}"


def test_every_dependency_has_its_reason():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (ROOT / "docs/decisions/0008-what-we-depend-on.md").read_text(encoding="utf-8")
    groups = [pyproject["project"]["dependencies"], *pyproject["dependency-groups"].values()]
    for name in [re.split(r"[\[<>=;]", wanted)[0] for group in groups for wanted in group if isinstance(wanted, str)]:
        assert f"`{name}`" in reasons, f"say in docs/decisions/0008 what {name} is for"


def test_the_table_of_who_gets_in_is_printed_as_it_is():
    assert (ROOT / "docs/pages.md").read_text(encoding="utf-8") == pages(), "run `make pages`"


def test_what_is_installed_is_pinned_with_hashes_and_from_no_address():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        wanted = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
        loose = [line.split()[0] for line in wanted if not re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:", line)]
        assert not loose, f"{path.name}: {loose}"
        assert "://" not in text, f"{path.name} names an address"
