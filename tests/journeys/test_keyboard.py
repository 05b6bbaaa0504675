"""The main job by the keyboard alone: search, register, ask for consent, record a service. No mouse anywhere."""

import pytest

from serai.assistance.models import Delivery
from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory
from serai.people.choices import Purpose
from serai.people.models import Consent, Person
from tests.journeys import rooms
from tests.journeys.walks import says

FOCUS_HAS = "css => document.activeElement.matches(css)"


@pytest.fixture
def meals(harbour):
    OfferedServiceFactory(centre=harbour, service_type="MEAL")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_tab_leads_past_the_menu(walk_in, staff, language):
    walk = walk_in(language)
    walk.is_let_in(staff(Role.RECEPTIONIST))
    walk.go("/")
    walk.press("Tab")
    assert walk.page.evaluate(FOCUS_HAS, "a.skip")
    walk.focus_is_visible()
    walk.press("Enter")
    walk.press("Tab")
    assert walk.page.evaluate(FOCUS_HAS, "main a, main button, main input")


def test_the_main_job_needs_no_mouse(walk, staff, meals):
    walk.is_let_in(staff(Role.RECEPTIONIST))
    walk.go("/")
    walk.tab_to("Search")
    walk.press_and_go("Enter")
    walk.type("Selam Tesfaye")  # the box has the focus
    walk.press_and_go("Enter")
    walk.tab_to("Register a new person")
    walk.press_and_go("Enter")
    registered_after_a_missing_answer(walk)
    consent_asked(walk)
    walk.tab_to("Record services")
    walk.press_and_go("Enter")
    walk.tab_to(rooms.word_for(walk, "service_type", "MEAL"))
    walk.press("Space")
    walk.tab_to("Record")
    walk.press_and_go("Enter")
    walk.sees("1 service is recorded.")
    assert Delivery.objects.get().person == Person.objects.get()


def registered_after_a_missing_answer(walk):
    """What is missing is said where the focus is, and its link leads to the field."""
    walk.tab_to("May we write this down?")
    walk.press("Space")
    walk.tab_to("Sex")
    walk.press("Space")
    walk.tab_to("Nationality")
    walk.type("Ethiop")
    walk.tab_to("Save")
    walk.press_and_go("Enter")
    assert walk.page.evaluate(FOCUS_HAS, ".error-summary")
    walk.tab_to("Give an age or an age group.")
    walk.press("Enter")
    assert walk.page.evaluate(FOCUS_HAS, "input[name=age]")
    walk.type("34")
    walk.tab_to("Save")
    walk.press_and_go("Enter")
    person = Person.objects.get()
    assert (person.sex, person.nationality) == ("female", "ETH")


def consent_asked(walk):
    for purpose, keys in (("services_here", ["Space"]), ("statistics", ["Space", "ArrowDown"])):
        walk.tab_to(str(Purpose(purpose).label))
        for key in keys:
            walk.press(key)
    walk.tab_to("How was it said?")
    walk.press("Space")
    walk.press("ArrowDown")
    walk.tab_to("I heard these answers myself")
    walk.press("Space")
    walk.tab_to("Keep these answers")
    walk.press_and_go("Enter")
    said = dict(Consent.objects.values_list("purpose", "decision"))
    assert said == {"services_here": "granted", "statistics": "refused"}


def test_the_words_of_a_walk_follow_the_language():
    assert says("Today", "ar") == "اليوم"
