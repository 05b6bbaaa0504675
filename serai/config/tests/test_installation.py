import os
import resource
import subprocess
import sys

import pytest

from serai.accounts.models import User
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import Centre, OfferedService, Posting
from serai.codes import lists
from serai.config.console import main
from serai.config.console import parser as main_parser
from serai.config.serving import serve
from serai.vault.running import alone

PASSWORD = "seven-goats-by-the-well"
PASSPHRASE = "five goats drink at noon"
FLAGS = [
    "setup",
    "--username=selam",
    "--display-name=Selam",
    "--centre-code=OBK",
    "--centre-name=Obock",
    "--country=DJI",
    "--place=Obock",
    "--time-zone=Africa/Djibouti",
    "--password-stdin",
]


@pytest.fixture
def type_in(monkeypatch):
    class Typed:
        def __init__(self, line: str) -> None:
            self.line = line

        def readline(self) -> str:
            return self.line + "\n"

    return lambda line: monkeypatch.setattr("sys.stdin", Typed(line))


@pytest.fixture
def prepared(one_place, settings, tmp_path):
    """The tables are those of this version and a place is known, so that preparing has little to do, but does it."""
    settings.STATIC_ROOT = tmp_path / "static"


def test_setting_up_makes_an_administrator_and_a_centre_with_the_minimum_package(prepared, type_in, capsys):
    type_in(PASSWORD)

    assert main(FLAGS) == 0

    posting = Posting.objects.get()
    assert (posting.user.username, posting.role, posting.centre) == ("selam", Role.ADMINISTRATOR, None)
    centre = Centre.objects.get()
    minimum = {code for code, service in lists.entries("service_type").items() if service.more["minimum"] == "yes"}
    assert minimum == set(OfferedService.objects.filter(centre=centre).values_list("service_type", flat=True)) != set()
    assert {"user.created", "posting.given", "centre.opened"} <= set(Entry.objects.values_list("act", flat=True))
    assert "serai serve" in capsys.readouterr().out
    assert User.objects.get().check_password(PASSWORD)


def test_setting_up_twice_is_refused_and_changes_nothing(prepared, type_in, capsys):
    type_in(PASSWORD)
    main(FLAGS)

    assert main([flag.replace("selam", "intruder").replace("OBK", "OB2") for flag in FLAGS]) == 1

    assert "There is an administrator already" in capsys.readouterr().err
    assert (User.objects.count(), Centre.objects.count()) == (1, 1)


def test_without_an_administrator_setting_up_works_again(prepared, type_in):
    type_in(PASSWORD)
    main(FLAGS)
    User.objects.update(is_active=False)

    assert main([flag.replace("selam", "hodan").replace("OBK", "OB2") for flag in FLAGS]) == 0


@pytest.mark.parametrize("password", ["short", "password123", "1234567890123"])
def test_a_weak_password_is_refused_with_its_reason(prepared, type_in, capsys, password):
    type_in(password)

    assert main(FLAGS) == 1

    assert "password" in capsys.readouterr().err
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("flag", "why"),
    [
        ("--country=dji", "three"),
        ("--time-zone=Africa/Nowhere", "time zone"),
        ("--time-zone=../../etc/passwd", "time zone"),
        ("--username=Sélam Bekele", "username"),
        ("--centre-name=" + "x" * 500, "name"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_named(prepared, type_in, capsys, flag, why):
    type_in(PASSWORD)

    assert main([*FLAGS, flag]) == 1

    assert why in capsys.readouterr().err
    assert not Centre.objects.exists()


def test_serving_is_refused_before_the_installation_is_ready(db, capsys, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    assert main(["serve"]) == 1

    assert "serai upgrade" in capsys.readouterr().err


def test_no_server_writes_its_memory_to_the_disk(settings, tmp_path):
    """Open data and PostgreSQL as well: a copy of this process asks to serve what is served already, and tells."""
    settings.HOME = tmp_path
    told, tell = os.pipe()
    with alone(tmp_path):
        if not (child := os.fork()):
            resource.setrlimit(resource.RLIMIT_CORE, (4096, resource.getrlimit(resource.RLIMIT_CORE)[1]))
            code = serve(main_parser().parse_args(["serve"]))
            os.write(tell, f"{code} {resource.getrlimit(resource.RLIMIT_CORE)}".encode())
            os._exit(0)
        os.waitpid(child, 0)
    assert os.read(told, 100) == b"1 (0, 0)"
    os.close(told)
    os.close(tell)


def test_a_first_day_from_nothing(tmp_path):
    """The commands as a person types them, on a folder that is empty: not ready, set up, nothing wrong, not twice."""

    def serai(*asked: str, typed: str = PASSPHRASE) -> tuple[int, str]:
        command = [sys.executable, "-m", "serai.config.console", *asked]
        ended = subprocess.run(command, env=clean, input=typed, capture_output=True, encoding="utf-8", check=False)
        return ended.returncode, ended.stdout + ended.stderr

    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SERAI_", "DJANGO_"))}
    clean = inherited | {"SERAI_HOME": str(tmp_path / "home"), "DATABASE_URL": "", "PYTHONIOENCODING": "utf-8"}
    clean["SERAI_LANGUAGE"] = "fr"

    assert "serai upgrade" in serai("serve")[1]
    code, said = serai(*FLAGS, "--encrypt", typed=f"{PASSPHRASE}\n{PASSWORD}\n")
    assert code == 0
    assert "AGE-SECRET-KEY-1" in said
    assert said.endswith("Obock est prêt. Lancez `serai doctor`, puis `serai serve`.\n")
    assert "Il n’y a pas de sauvegarde" in serai("doctor")[1]
    assert serai("backup")[0] == 0
    assert "Cela n’ouvre rien" in serai("backup", typed="seven goats by the well")[1]
    assert serai("doctor") == (0, "Tout va bien dans cette installation.\n")
    assert "déjà un administrateur" in serai(*FLAGS)[1]
