"""The `serai` command speaks the language of whoever runs it: its own sentences, argparse's and the settings'."""

import gettext
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from serai.centres.models import Posting
from serai.config import language
from serai.config.console import main, parser

SPOKEN = ["fr", "es", "ar"]
ENGLISH = ["usage: ", "options", "positional arguments", "show this help", "error: ", "default:", "COMMAND ..."]


@pytest.fixture
def machine(monkeypatch) -> Callable[..., None]:
    """What the environment says of languages, and nothing else."""

    def says(**variables: str) -> None:
        for name in ("SERAI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return says


@pytest.mark.parametrize(
    ("variables", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_DJ.UTF-8"}, "fr"),
        ({"LANG": "ar"}, "ar"),
        ({"LC_ALL": "es_PA", "LANG": "fr_FR.UTF-8"}, "es"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ar_EG.UTF-8", "LANG": "fr_FR.UTF-8"}, "ar"),
        ({"SERAI_LANGUAGE": "fr", "LC_ALL": "ar_EG.UTF-8"}, "fr"),
        ({"SERAI_LANGUAGE": "FR-ca"}, "fr"),
        ({"SERAI_LANGUAGE": "klingon", "LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "so_SO.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_machines_then_english(machine, variables, chosen):
    machine(**variables)
    assert language.chosen() == chosen


@pytest.mark.parametrize("spoken", SPOKEN)
def test_help_is_wholly_in_the_language(monkeypatch, capsys, spoken):
    monkeypatch.setenv("SERAI_LANGUAGE", spoken)
    for asked in (["--help"], ["demo", "--help"], ["setup", "--help"], ["serve", "--help"], ["doctor", "--help"]):
        with pytest.raises(SystemExit):
            main(asked)
        said = capsys.readouterr().out
        left = [word for word in ENGLISH if word in said.replace("options :", "")]
        assert not left, said


@pytest.mark.parametrize(
    ("spoken", "word"), [("fr", "erreur"), ("es", "elección"), ("ar", "خطأ"), ("en", "error: argument COMMAND")]
)
@pytest.mark.parametrize("wrong", [["dance"], ["serve", "--port", "door"], ["serve", "--port"], [], ["doctor", "--x"]])
def test_a_slip_is_answered_in_the_language(monkeypatch, capsys, spoken, word, wrong):
    monkeypatch.setenv("SERAI_LANGUAGE", spoken)
    with pytest.raises(SystemExit):
        main(wrong)
    said = capsys.readouterr().err
    english = ("usage: ", "invalid", "expected", "required", "unrecognized", "choose from", "COMMAND ...")
    assert spoken == "en" or not [word for word in english if word in said], said
    assert word in said or wrong != ["dance"]


@pytest.mark.parametrize(
    ("spoken", "what", "mend"),
    [
        ("fr", "Personne n’est administrateur", "Lancez `serai setup`."),
        ("es", "Nadie es administrador", "Ejecute `serai setup`."),
        ("ar", "لا يوجد مدير", "شغِّل `serai setup`."),
    ],
)
def test_the_doctor_speaks_the_language(healthy, monkeypatch, capsys, spoken, what, mend):
    Posting.objects.all().delete()
    monkeypatch.setenv("SERAI_LANGUAGE", spoken)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert what in said
    assert mend in said


@pytest.mark.parametrize(("spoken", "word"), [("fr", "doit être"), ("es", "debe ser"), ("ar", "إما 1 أو 0")])
def test_settings_that_cannot_be_read_are_named_in_the_language(tmp_path, spoken, word):
    wrong = {"SERAI_LANGUAGE": spoken, "SERAI_TLS": "perhaps", "SERAI_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "serai.config.console", "doctor"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ended = subprocess.run(command, env=environment | wrong, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, word in ended.stderr, "SERAI_TLS" in ended.stderr) == (1, True, True), ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_terminal_without_the_letters_still_gets_an_answer(tmp_path):
    poor = {"SERAI_LANGUAGE": "ar", "PYTHONIOENCODING": "ascii", "SERAI_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "serai.config.console", "--help"]
    ended = subprocess.run(command, env=os.environ | poor, capture_output=True, encoding="ascii", check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "serai" in ended.stdout


def test_it_speaks_as_before_when_it_is_done(monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    before = gettext.textdomain()
    with language.speaking("fr"):
        assert parser().description == "Le système libre qui fait fonctionner les centres pour migrants."
    assert gettext.textdomain() == before
    assert "LANGUAGE" not in os.environ
