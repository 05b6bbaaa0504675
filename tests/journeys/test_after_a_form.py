"""Pages that no link leads to, because a form does: what a search found, what was refused, what was left out."""

import pytest

from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory
from tests.journeys import rooms


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_after_a_form_are_clean_on_a_telephone(walk_in, staff, harbour, amina, bilal, language):
    OfferedServiceFactory(centre=harbour, service_type="MEAL")
    walk = walk_in(language, width=360)
    walk.is_let_in(staff(Role.RECEPTIONIST))
    walk.go("/people/")
    rooms.search(walk, "Bilal")
    walk.sees_row(bilal.code)
    walk.is_clean()
    rooms.search(walk, "Nobody of this name")
    walk.is_clean()
    walk.press_button("Register a new person")
    walk.is_clean()
    walk.choose("consent_status", "refused")
    walk.choose("sex", "male")
    walk.fill("age", "40")
    walk.choose("nationality", "SOM")
    walk.press_button("Save")
    assert walk.heading == walk.says("Help goes on")
    walk.is_clean()

    walk.go(f"/households/{amina.public_id}/add/")
    walk.fill("typed", "Bilal")
    walk.press_button("Search")
    walk.sees_row(bilal.code)
    walk.is_clean()

    for _again in range(2):
        walk.go("/")
        rooms.give_to_codes(walk, "MEAL", amina.code, "HAR-26-99999-Z")
    walk.sees("These people already had it that day and were left out. To give it again, say why below.")
    walk.is_clean()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_form_of_another_session_keeps_what_was_typed(walk_in, staff, bilal, language):
    """Signed in again in another window: the token of the form is an old one."""
    walk = walk_in(language, width=360)
    rita = staff(Role.RECEPTIONIST)
    walk.is_let_in(rita)
    walk.go("/people/")
    walk.page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    rooms.search(walk, "Bilal")
    assert walk.heading == walk.says("The form was not sent")
    walk.is_clean()
    walk.press_button("Send it again")
    walk.sees_row(bilal.code)
