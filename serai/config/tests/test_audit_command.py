"""`serai audit`: what whoever runs the machine reads, and the exit code."""

import pytest

from serai.audit.models import Entry
from serai.audit.operations import record
from serai.audit.tests.trails import drop_triggers
from serai.config.console import main


@pytest.fixture
def lines(ruth):
    for number in range(5):
        record(by=ruth, act="person.searched", count=number)


@pytest.mark.usefixtures("lines")
def test_a_trail_that_is_whole_is_said_to_be(capsys):
    assert main(["audit", "verify"]) == 0
    assert "Nothing is wrong: 5 lines" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "HAR: line 3 was changed"), ("fr", "HAR : la ligne 3"), ("es", "HAR: la línea 3"), ("ar", "HAR: السطر 3")],
)
@pytest.mark.usefixtures("lines")
def test_the_first_bad_line_is_named_in_the_language_of_the_reader(capsys, monkeypatch, language, words):
    drop_triggers()
    Entry.objects.filter(seq=3).update(purpose="x")
    monkeypatch.setenv("SERAI_LANGUAGE", language)
    assert main(["audit", "verify"]) == 1
    assert words in capsys.readouterr().err


@pytest.mark.usefixtures("lines")
def test_a_checkpoint_taken_away_finds_what_the_database_forgot(capsys, tmp_path):
    file = tmp_path / "kept.json"
    assert main(["audit", "checkpoint", "--to", str(file)]) == 0
    words = capsys.readouterr().out.splitlines()[0].split(": ", 1)[1]
    assert main(["audit", "verify", "--against", str(file), "--words", words]) == 0
    drop_triggers()
    Entry.objects.filter(seq__gt=2).delete()
    assert main(["audit", "verify", "--against", str(file)]) == 1
    assert "from line 3 to 5" in capsys.readouterr().err


def test_a_file_that_is_none_is_told_apart(db, capsys, tmp_path):
    assert main(["audit", "verify", "--against", str(tmp_path / "none")]) == 1
    assert "is not a checkpoint" in capsys.readouterr().err
    assert main(["audit", "checkpoint", "--to", str(tmp_path / "no" / "folder")]) == 1
    assert "cannot be written" in capsys.readouterr().err
