"""A file of registrations, from Kobo to the centre and back out again: a page a step, on a telephone."""

import pytest

from serai.centres.choices import Role
from serai.people.models import Person, Registration
from tests.journeys.walks import Walk

FILE = b"""start,consent,sex,age,nationality,given_name,reasons,_uuid
2024-03-05T10:11:12.000+03:00,yes,male,25,ETH,Dawit,economic conflict,u1
2024-03-05T10:30:00.000+03:00,yes,f,16,Ethiopian,Hana,education,u2
2024-03-06T09:00:00.000+03:00,no,m,30,SOM,Secret,economic,u3
2024-03-06T09:10:00.000+03:00,yes,martian,abc,SOM,Omar,fame,u4
"""


@pytest.mark.parametrize(
    ("language", "scripts"), [("en", False), ("ar", True)], ids=["English, no scripts", "Arabic, with scripts"]
)
def test_a_file_is_matched_seen_taken_and_undone(walk_in, staff, harbour, language, scripts):
    walk = walk_in(language, width=360, scripts=scripts)
    walk.is_let_in(staff(Role.DATA_OFFICER))
    walk.go("/imports/new/")
    walk.page.set_input_files("[name=file]", {"name": "kobo.csv", "mimeType": "text/csv", "buffer": FILE})
    walk.press_button("Upload")
    assert walk.heading == walk.says("Match the columns")
    walk.is_clean()
    walk.choose("consent_form", "written")
    walk.press_button("Continue")
    assert walk.heading == walk.says("Match the answers")
    walk.is_clean()
    walk.press_button("Check the rows")
    work_is_done(walk, scripts)
    assert "Secret" not in walk.text
    assert "martian" in walk.text
    walk.is_clean()
    assert not Person.objects.exists()
    walk.press_button("Import")
    work_is_done(walk, scripts)
    assert Registration.objects.count() == 2
    walk.is_clean()
    walk.press_button("Undo this import")
    work_is_done(walk, scripts)
    assert not Person.objects.exists()


def work_is_done(walk: Walk, scripts: bool) -> None:
    """The page goes on by itself where scripts run; else somebody presses Continue."""
    end = walk.page.locator("main a[href='/imports/']")
    if scripts:
        end.wait_for()
    while not end.count():
        walk.press_button("Continue")
