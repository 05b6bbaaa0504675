"""A card held before the camera opens the file: with a camera that Chromium plays, and our own reader of QR codes."""

from pathlib import Path

import pytest
import segno

from serai.cards.operations.cards import issue_card
from serai.centres.choices import Role
from serai.people.tests.factories import PersonFactory
from tests.journeys.walks import Walk

WIDE, HIGH, MODULE = 640, 480, 10


def film(text: str, path: Path) -> None:
    """Two pictures of a card on a grey table, in the plainest format a browser plays (Y4M)."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix_iter(border=4)]
    size = len(rows) * MODULE
    left, top = (WIDE - size) // 2, (HIGH - size) // 2
    light = bytearray(b"\x80" * (WIDE * HIGH))
    for number, row in enumerate(rows):
        line = b"".join((b"\x10" if dark else b"\xeb") * MODULE for dark in row)
        for y in range(top + number * MODULE, top + (number + 1) * MODULE):
            light[y * WIDE + left : y * WIDE + left + size] = line
    picture = b"FRAME\n" + bytes(light) + b"\x80" * (WIDE * HIGH // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A1:1 C420jpeg\n".encode() + picture * 2)


@pytest.fixture
def filmed(launch, tmp_path):
    """A browser whose camera plays `card.y4m`; its user allows the camera at once."""
    (tmp_path / "card.y4m").touch()
    browser = launch(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'card.y4m'}",
    )
    yield browser
    browser.close()


def test_a_card_before_the_camera_opens_the_file(filmed, tmp_path, live_server, posted, harbour):
    rita = posted("rita", Role.RECEPTIONIST, harbour)
    person = PersonFactory(registered_at=harbour)
    film(issue_card(by=rita, person=person).code, tmp_path / "card.y4m")
    walk = Walk(filmed.new_page(viewport={"width": 360, "height": 740}), live_server.url)
    walk.is_let_in(rita)
    walk.go("/people/scan/")
    walk.is_clean()
    walk.page.locator("label", has_text="The file").click()
    with walk.page.expect_navigation(url="**/people/*-*/"):
        walk.page.click("[data-serai-camera]")
    assert str(person.public_id) in walk.page.url
    assert not walk.errors


def test_without_a_camera_the_box_is_still_there(walk_in, posted, harbour):
    walk = walk_in("ar")
    walk.is_let_in(posted("rita", Role.RECEPTIONIST, harbour))
    walk.go("/people/scan/")
    walk.page.click("[data-serai-camera]")
    walk.page.wait_for_selector("[data-serai-refused]:visible")
    walk.is_clean()
    assert walk.page.evaluate("document.activeElement.name") == "typed"
