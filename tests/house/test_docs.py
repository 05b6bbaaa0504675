"""What the documents say of the code is what the code says."""

import re
import tomllib

from serai.config.catalogues import PACKAGE
from tools.print_pages import pages

ROOT = PACKAGE.parent


def test_every_file_that_a_document_links_to_is_there():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} -> {target}"


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
    for name in [re.split(r"[\[<>=]", wanted)[0] for group in groups for wanted in group if isinstance(wanted, str)]:
        assert f"`{name}`" in reasons, f"say in docs/decisions/0008 what {name} is for"


def test_the_table_of_who_gets_in_is_printed_as_it_is():
    assert (ROOT / "docs/pages.md").read_text(encoding="utf-8") == pages(), "run `make pages`"
