"""The main job in a browser that runs no script: every page works by links and forms alone."""

import pytest

from serai.assistance.models import Delivery
from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory
from serai.people.models import Person
from serai.reception.models import QueueToken, Visit
from tests.journeys import rooms
from tests.journeys.rooms import Arrival


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_main_job_needs_no_script(walk_in, staff, harbour, desks, language):
    OfferedServiceFactory(centre=harbour, service_type="MEAL")
    walk = walk_in(language, scripts=False)
    walk.sign_in(staff(Role.RECEPTIONIST))
    walk.open_menu("Head-count")
    rooms.count_by_hand(walk, "male 18-59", until=2)
    assert rooms.came_in(walk) == 2
    walk.go("/")
    token = rooms.receive(walk, Arrival(), age_band="18-29", level="green", desk="A")
    rooms.call(walk, "A", token)
    walk.open_menu("Search")
    rooms.register(walk, Arrival(age="24"))
    code = rooms.file_code(walk)
    rooms.answer_consent(walk, services_here="granted", statistics="refused")
    rooms.open_file(walk, code)
    rooms.here_today(walk, token)
    rooms.open_file(walk, code)
    rooms.give_services(walk, "MEAL")
    rooms.open_file(walk, code)
    rooms.screen(walk, help_now="yes")
    rooms.open_file(walk, code)
    rooms.depart(walk, "informed", "own_country")

    person = Person.objects.get()
    assert Delivery.objects.get().person == person
    assert Visit.objects.get().person == person
    assert QueueToken.objects.get().number == token
