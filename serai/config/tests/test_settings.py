"""What the settings come to, read by a process of its own as an installation would: they are made once, at the start."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from serai.config import environment
from serai.config.logs import InUtc

TOLD = (
    "DEBUG",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_SSL_REDIRECT",
    "SECURE_PROXY_SSL_HEADER",
    "ALLOWED_HOSTS",
)


@pytest.fixture
def settings_with(tmp_path):
    def read(**said: str) -> dict[str, object]:
        ask = f"import json; from serai.config import settings as s; print(json.dumps([getattr(s, n) for n in {TOLD}]))"
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SERAI_", "DJANGO_"))}
        told = clean | {"SERAI_HOME": str(tmp_path / "home")} | said
        ended = subprocess.run([sys.executable, "-c", ask], env=told, capture_output=True, encoding="utf-8", check=True)
        return dict(zip(TOLD, json.loads(ended.stdout), strict=True))

    return read


def test_behind_tls_the_browser_is_told_to_stay_there(settings_with):
    found = settings_with(SERAI_TLS="1", SERAI_HOSTS="serai.example")
    assert found["SESSION_COOKIE_NAME"] == "__Host-serai"
    assert all(found[f"{cookie}_COOKIE_SECURE"] for cookie in ("SESSION", "CSRF", "LANGUAGE"))
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert found["SECURE_SSL_REDIRECT"]


def test_behind_tls_each_cookie_is_bound_to_this_host_by_its_name(tmp_path):
    ask = """import django; django.setup()
from django.conf import settings as s
from serai.accounts import devices, middleware
from serai.accounts.views import language
from serai.sealed import access, passing
from serai.ui.notices import OfThisHost
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, middleware.SEEN, devices.DEVICE,
      language.PICKED, access.COOKIE, passing.COOKIE, OfThisHost.cookie_name)"""
    told = {"SERAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "serai.config.settings", "SERAI_TLS": "1"}
    said = subprocess.run(
        [sys.executable, "-c", ask], env=os.environ | told, capture_output=True, text=True, check=True
    )
    assert len(said.stdout.split()) == 9
    assert all(name.startswith("__Host-") for name in said.stdout.split())


def test_nothing_set_means_nothing_shown(settings_with):
    found = settings_with()
    assert found["DEBUG"] is False
    assert set(found["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}


def test_nobody_says_for_a_proxy_that_the_way_was_safe(settings_with):
    """A visitor could send the header too: it counts only where somebody said that a proxy stands in front."""
    assert settings_with(SERAI_TLS="1")["SECURE_PROXY_SSL_HEADER"] is None
    behind = settings_with(SERAI_TLS="1", SERAI_BEHIND_PROXY="1")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("db.example/serai", {"sslmode": "verify-full", "sslrootcert": "system"}),
        ("db.example/serai?sslmode=require", {"sslmode": "require"}),
        ("db.example/serai?sslrootcert=/etc/ours.pem", {"sslmode": "verify-full", "sslrootcert": "/etc/ours.pem"}),
        ("127.0.0.1:5432/serai", {}),
        ("localhost/serai", {}),
        ("/serai", {}),
    ],
)
def test_the_database_of_another_machine_is_reached_over_tls_and_has_to_show_who_it_is(
    monkeypatch, tmp_path, address, way
):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://serai:secret@{address}")
    assert environment.database(tmp_path)["OPTIONS"] == way


def test_an_address_of_the_database_with_an_unknown_word_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://serai@db.example/serai?sslmod=require")
    with pytest.raises(ImproperlyConfigured, match="sslmod"):
        environment.database(tmp_path)


def test_messages_of_the_server_are_told_in_utc():
    line = InUtc("{asctime} {message}", style="{").format(logging.makeLogRecord({"created": 0.5, "msg": "said"}))
    assert re.fullmatch(r"1970-01-01T00:00:00\.\d{3}Z said", line)


@pytest.mark.parametrize(
    "address", ["http://gateway.example/send", "ftp://gateway.example", "https://", "https://user:word@gateway.example"]
)
def test_numbers_do_not_leave_in_the_clear_nor_to_nowhere(monkeypatch, address):
    monkeypatch.setenv("SERAI_REMINDERS_URL", address)
    with pytest.raises(ImproperlyConfigured, match="https://"):
        environment.address_out("SERAI_REMINDERS_URL")


@pytest.mark.parametrize(
    "address", ["", "https://gateway.example/api", "http://127.0.0.1:8080/api", "http://[::1]/api"]
)
def test_a_gateway_is_reached_over_tls_or_on_this_machine(monkeypatch, address):
    monkeypatch.setenv("SERAI_REMINDERS_URL", address)
    assert environment.address_out("SERAI_REMINDERS_URL") == address


def test_a_token_is_in_the_environment_or_in_a_file(monkeypatch, tmp_path):
    kept = tmp_path / "reminders-token"
    assert environment.token("SERAI_REMINDERS_TOKEN", kept) == ""
    kept.write_text("from a file\n")
    assert environment.token("SERAI_REMINDERS_TOKEN", kept) == "from a file"
    monkeypatch.setenv("SERAI_REMINDERS_TOKEN", "said")
    assert environment.token("SERAI_REMINDERS_TOKEN", kept) == "said"


def test_mail_goes_over_tls_but_to_this_machine(monkeypatch):
    def ways(address):
        monkeypatch.setenv("SERAI_MAIL_URL", address)
        options = environment.mailers("SERAI_MAIL_URL")["default"]["OPTIONS"]
        return {name: options[name] for name in ("host", "port", "username", "password", "use_ssl", "use_tls")}

    who = {"host": "mail.example", "username": "us", "password": "a word"}
    assert ways("smtps://us:a%20word@mail.example") == {**who, "port": 465, "use_ssl": True, "use_tls": False}
    assert ways("smtp://us:a%20word@mail.example:25") == {**who, "port": 25, "use_ssl": False, "use_tls": True}
    assert ways("smtp://localhost:25")["use_tls"] is False
    with pytest.raises(ImproperlyConfigured, match="SERAI_MAIL_URL"):
        ways("mail.example")


def test_only_a_known_way_sends_reminders(monkeypatch):
    monkeypatch.setenv("SERAI_REMINDERS", "pigeon")
    with pytest.raises(ImproperlyConfigured, match="post, mail"):
        environment.one_of("SERAI_REMINDERS", "post", "mail")
