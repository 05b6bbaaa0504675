"""What leaves a file goes through one gate: nothing else writes a person out for somebody outside."""

import re
from pathlib import Path

from serai.config.catalogues import PACKAGE
from serai.people.models import Person
from serai.sharing.queries.manifest import TOLD_AS
from serai.sharing.rules.need import LEAVABLE
from tests.house.test_sizes import sources

# Answers that are no page. A new one is read before its line is written: does it tell anything about one person?
NO_PAGE = re.compile(r"\bcsv_response\(|\bJsonResponse\(|\bFileResponse\(|\bStreamingHttpResponse\(|content_type=")
FILES_THAT_LEAVE = {
    "ui/exports.py": "makes a table of rows that it is given",
    "feeds/views.py": "times and rooms of one colleague, to whoever has the secret address; nobody's name, no service",
    "files/views.py": "one paper of one person, to whoever works on the file, after a purpose is given",
    "imports/views.py": "gives back, to whom uploaded them, the rows that could not be read",
    "insights/views.py": "figures whose small cells are hidden",
    "vault/closed.py": "a locked installation, which says nothing but that it is locked",
    "accounts/views/sign_in.py": "the sign-in of staff",
    "accounts/views/second_step.py": "the sign-in of staff",
}
OUTSIDE = ("desk", "_sheet")  # templates that a partner opens, or that are printed to be handed over
OF_A_PERSON = {field.name for field in Person._meta.get_fields()} - {"code"}


def test_every_answer_that_is_no_page_is_named_with_what_it_tells():
    found = {str(path.relative_to(PACKAGE)) for path in sources() if NO_PAGE.search(path.read_text(encoding="utf-8"))}
    assert found == set(FILES_THAT_LEAVE)


def test_only_the_manifest_writes_a_person_out_and_only_what_is_cleared():
    """The same as lint/rules/one-way-out-of-a-file.yml, for whoever runs the tests alone."""
    allowed = {PACKAGE / "sharing/rules/gate.py", PACKAGE / "sharing/queries/manifest.py"}
    for path in sources():
        if path not in allowed:
            assert not re.search(r"\bCleared\(|\bTOLD_AS\b", path.read_text(encoding="utf-8")), path


def test_what_can_be_written_out_can_leave():
    assert set(TOLD_AS) <= LEAVABLE


def sheets() -> list[Path]:
    return [path for path in PACKAGE.rglob("templates/**/*.html") if any(word in path.stem for word in OUTSIDE)]


def test_a_sheet_or_a_partners_page_reads_nothing_of_a_person_by_itself():
    """It shows what the gate cleared, and the code by which both sides call the file."""
    read = re.compile(r"\bperson\.(\w+)")
    for path in sheets():
        told = set(read.findall(path.read_text(encoding="utf-8")))
        assert not told & OF_A_PERSON, f"{path.name} tells {told & OF_A_PERSON}"
    assert {"desk_referral", "letter_sheet", "left_sheet", "notice_sheet"} <= {path.stem for path in sheets()}
