"""A wave of 300 people, keyed by one clerk at one keyboard."""

from uuid import uuid4

import pytest

from serai.cards.models import BlankCard
from serai.cards.tests.factories import BatchFactory
from serai.centres.choices import Role
from serai.people.models import Person
from serai.waves.models import Row, Wave
from serai.waves.rules import ROWS_A_PAGE
from serai.waves.tests.factories import WaveFactory

PEOPLE = 300
SLOW = 60_000  # milliseconds, for 25 people on a busy machine
FIRST = "[name=row-0-sex]"
ROW = ("f", "Tab", "3", "4", "Tab", "g", "Enter")  # female, 34, green lane: seven keys


@pytest.fixture
def at_the_rows(walk_in, staff, harbour):
    """Rita before the page of rows of a wave of 300, with or without scripts."""
    wave = WaveFactory(centre=harbour, announced=PEOPLE)

    def sit_down(*, scripts=True):
        walk = walk_in(scripts=scripts)
        walk.is_let_in(staff(Role.RECEPTIONIST))
        walk.go(f"/waves/{wave.public_id}/rows/")
        if scripts:
            walk.page.wait_for_selector("[data-waves-ready]")
        walk.page.wait_for_selector(f"{FIRST}:focus")  # given by the browser a moment after the page is there
        return walk

    return sit_down


def key(walk, *keys):
    for one in keys:
        walk.page.keyboard.press(one)


def test_300_people_are_written_down_with_seven_keys_each(at_the_rows, at_work, staff):
    """Statement 10: 2,100 keys, in half an hour at 70 a minute. A page with scripts, row by row; a page without, where the last Enter, in a box, sends it; then what ten more such
    pages send, without a browser around them: it would be the same keys again, and half a minute more."""
    walk = at_the_rows()
    for _ in range(ROWS_A_PAGE - 1):
        key(walk, *ROW)
    with walk.page.expect_navigation(timeout=SLOW):
        key(walk, *ROW)
    assert Row.objects.count() == ROWS_A_PAGE
    walk.page.wait_for_selector(f"{FIRST}:focus")  # of the next page
    walk = at_the_rows(scripts=False)
    for _ in range(ROWS_A_PAGE - 1):
        key(walk, *ROW[:-1], *["Tab"] * 5)
    key(walk, *ROW[:-1], *["Tab"] * 4)
    with walk.page.expect_navigation(timeout=SLOW):
        key(walk, "Enter")
    browser, row = at_work(staff(Role.RECEPTIONIST)), {"sex": "female", "age": "34", "lane": "green"}
    page = {f"row-{n}-{name}": value for n in range(ROWS_A_PAGE) for name, value in row.items()}
    for _ in range(PEOPLE // ROWS_A_PAGE - 2):
        browser.post(
            f"/waves/{Wave.objects.get().public_id}/rows/", {**page, "nationality": "ETH", "form_token": uuid4()}
        )
    assert Row.objects.count() == Person.objects.count() == PEOPLE
    assert set(Row.objects.values_list("visit__triage_level", "visit__age_band", "visit__sex")) == {
        ("green", "30-44", "female")
    }


def test_a_row_waits_for_the_connection_and_outlives_a_reload(at_the_rows, harbour):
    code = BlankCard.objects.get(batch=BatchFactory(centre=harbour, with_cards=1)).code
    walk = at_the_rows()
    walk.page.context.set_offline(True)
    key(walk, "f", *["Tab"] * 6)
    walk.page.keyboard.type(code)
    key(walk, "Enter")  # as a scanner does
    walk.page.wait_for_selector("[data-waves-waiting]:visible")
    assert walk.page.evaluate("document.activeElement.name") == "row-1-sex"
    assert not Row.objects.exists()
    walk.errors.clear()  # that the connection is lost
    walk.page.context.set_offline(False)
    walk.page.wait_for_selector("#row-0.wave-kept")
    assert Row.objects.get().person.cards.filter(revoked_at=None).exists()
    assert walk.page.locator("[data-waves-waiting]").is_hidden()
    walk.is_clean()
    with walk.page.expect_response("**/rows/draft/"):
        key(walk, "m", "Tab", "7", *["Tab"] * 6)  # to the next row
    walk.page.reload()
    walk.page.wait_for_selector("[data-waves-ready]")
    assert [walk.page.input_value(f"[name=row-0-{name}]") for name in ("sex", "age")] == ["male", "7"]
