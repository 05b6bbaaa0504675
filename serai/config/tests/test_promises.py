"""`serai verify-promises`, as it is typed. What each proof does is tested in serai/proofs."""

import pytest
from django.test import override_settings

from serai.config.console import main
from serai.people.tests.factories import PersonFactory
from serai.privacy import keeping
from serai.proofs import markers

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path):
    with override_settings(HOME=tmp_path):
        yield tmp_path


def test_the_report_is_told_and_kept(home, capsys):
    assert main(["verify-promises", "--only", "keep"]) == 0
    told = capsys.readouterr().out
    (report,) = (home / "promises").glob("*.txt")
    assert report.read_text(encoding="utf-8").strip() in told
    for words in ("19. Every table", "✓ Kept.", "Not covered:", "serai verify-promises --only keep", "Kept: 1"):
        assert words in told


def test_the_report_goes_where_it_is_asked_for_and_speaks_the_language_of_the_console(home, capsys, monkeypatch):
    monkeypatch.setenv("SERAI_LANGUAGE", "ar")
    assert main(["verify-promises", "--only", "19", "--report", str(home / "kept.txt")]) == 0
    assert "مُوفى به" in (home / "kept.txt").read_text(encoding="utf-8")


def test_nothing_of_this_installation_is_read_or_changed_but_the_report(home, capsys):
    registered = PersonFactory()
    before = markers.fingerprints()
    assert main(["verify-promises", "--only", "sealed,emergency,pictures", "--at-once", "1"]) == 0
    assert markers.fingerprints() == before
    assert registered.code not in capsys.readouterr().out
    assert [path.name for path in home.iterdir()] == ["promises"]


def test_a_proof_that_nobody_knows_is_said_to_be_unknown(home, capsys):
    assert main(["verify-promises", "--only", "telepathy"]) == 2
    assert "telepathy" in capsys.readouterr().err


def test_a_broken_promise_is_told_and_fails(home, capsys, monkeypatch):
    monkeypatch.setitem(keeping.KEPT, keeping.WhyKept.STAFF, frozenset())
    assert main(["verify-promises", "--only", "keep"]) == 1
    told = capsys.readouterr().out
    assert "✗ Broken." in told
    assert "accounts.user" in told
