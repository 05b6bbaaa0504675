"""Where safe houses were in the directory of before is taken out, and lost to nobody."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

WRITE = """
INSERT INTO directory_area VALUES (1, '{"en": "Balho"}', 'DJI balho', 'DJI', '', 'Africa/Djibouti');
INSERT INTO directory_area VALUES (2, '{"en": "Obock"}', 'DJI obock', 'DJI', '', 'Africa/Djibouti');
INSERT INTO directory_location (id, public_id, address, latitude, longitude, is_hidden, area_id) VALUES
    (1, '00000000000000000000000000000001', 'Behind the mill', 11.5, 42.75, 1, 1),
    (2, '00000000000000000000000000000002', 'Near the jetty', NULL, NULL, 0, 2);
INSERT INTO directory_organization VALUES (1, '00000000000000000000000000000003', 'Helpers', '');
INSERT INTO directory_service (id, public_id, organization_id, names, descriptions, sort_name, status, eligibility,
    access, required_documents, coverage, opening_note, alert, referral_method, source, source_id, source_digest,
    version, created_at, updated_at)
VALUES (1, '00000000000000000000000000000004', 1, '{}', '{}', 'x', 'active', '[]', '[]', '{}', '{}', '{}', '{}', '',
    '', '', '', 1, '2026-01-01', '2026-01-01');
INSERT INTO directory_serviceatlocation (service_id, location_id) VALUES (1, 1);
INSERT INTO directory_phone (number, note, service_id) VALUES ('+253 77 81 23 45', '', 1);
"""
LEFT = "SELECT id, address, latitude, longitude, is_hidden, area_id FROM directory_location ORDER BY id"


@pytest.fixture
def manage(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"SERAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "serai.config.settings"}

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", "django", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return run


def test_a_hidden_place_leaves_the_directory_and_waits_to_be_sealed(manage, tmp_path):
    manage("migrate", "directory", "0001", "-v", "0")
    with closing(sqlite3.connect(tmp_path / "serai.sqlite3")) as database:
        database.executescript(WRITE)
    manage("migrate", "directory", "-v", "0")
    with closing(sqlite3.connect(tmp_path / "serai.sqlite3")) as database:
        kept = database.execute(LEFT).fetchall()
        assert kept == [(1, "", None, None, 1, None), (2, "Near the jetty", None, None, 0, 2)]
        assert database.execute("SELECT id FROM directory_area").fetchall() == [(2,)]
        assert not database.execute("SELECT 1 FROM directory_phone").fetchall()
        ((place, body, compartment),) = database.execute("SELECT place, body, compartment_id FROM sealed_sealedplace")
    assert (place[-1], compartment) == ("1", None)
    assert json.loads(body) == {
        "area": "Balho",
        "country": "DJI",
        "address": "Behind the mill",
        "latitude": "11.500000",
        "longitude": "42.750000",
        "phones": ["+253 77 81 23 45"],
    }
