"""Every template, static file and list of codes is used by something, and nothing is kept that is none of ours; `django/…` stands in for a template of Django's own."""

import re
import subprocess
from pathlib import Path

from serai.config.catalogues import PACKAGE

TEXT = {".py", ".html", ".css", ".js", ".webmanifest"}
OURS = TEXT | {".csv", ".gz", ".json", ".md", ".png", ".po", ".svg", ".txt", ".woff2"}
SAID_BESIDES = {"LICENSE", "NOTICE", "README"}  # licences of what we ship


def texts() -> dict[Path, str]:
    paths = [path for path in PACKAGE.rglob("*") if path.suffix in TEXT and "tests" not in path.parts]
    return {path: path.read_text(encoding="utf-8") for path in paths}


def test_every_template_is_used():
    said = texts()
    unused = []
    for path in PACKAGE.rglob("templates/**/*.html"):
        name = str(path).split("/templates/")[1]
        if not name.startswith("django/") and not any(name in text for other, text in said.items() if other != path):
            unused.append(name)
    assert not unused, unused


def test_every_static_file_is_used():
    said = texts()
    unused = []
    for path in PACKAGE.glob("*/static/**/*"):
        shipped = path.is_file() and path.stem.split(".")[0] not in SAID_BESIDES
        if shipped and not any(path.name in text for other, text in said.items() if other != path):
            unused.append(str(path.relative_to(PACKAGE)))
    assert not unused, unused


def test_nothing_is_kept_that_a_program_left_behind():
    kept = subprocess.run(["git", "ls-files", "serai"], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    strange = [name for name in kept.stdout.splitlines() if Path(name.strip('"')).suffix not in OURS]
    assert not strange, strange


def test_every_list_of_codes_is_read():
    said = "\n".join(text for path, text in texts().items() if path.suffix == ".py")
    unread = [path.stem for path in (PACKAGE / "codes/data").glob("*.csv") if f'"{path.stem}"' not in said]
    assert not unread, unread


def test_our_scripts_keep_nothing_in_the_browser_and_make_no_code():
    """What a page knows is gone with it; tabs tell each other one word, on a channel of this site only."""
    banned = re.compile(
        r"localStorage|sessionStorage|indexedDB|document\.cookie|\beval\(|new Function|innerHTML|document\.write|"
        r"window\.postMessage|window\.addEventListener\(.message"
    )
    ours = [path for path in PACKAGE.glob("*/static/**/*.js") if ".min." not in path.name]
    assert ours
    assert not [path.name for path in ours if banned.search(path.read_text(encoding="utf-8"))]
