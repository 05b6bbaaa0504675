import uuid
from datetime import date

import pytest

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.people import rules
from serai.people.access import people_in_reach
from serai.people.choices import AgeBand, ConsentForm, ConsentStatus, Decision, Purpose, Sex
from serai.people.models import NameToken, Person
from serai.people.operations.consent import (
    record_consent,
)
from serai.people.rules.consent import How, Said
from serai.registration.operations.corrections import Corrected, correct_basic_data
from serai.registration.operations.registration import (
    NoConsentNoFile,
    OutOfReach,
    Told,
    register_again,
    register_person,
)
from serai.ui.editors import ChangedMeanwhile

DAY = date(2026, 11, 20)
SPOKEN = How(ConsentForm.VERBAL, "eng", certified=True)
WRITTEN = How(ConsentForm.WRITTEN, "eng")


def told(**changes) -> Told:
    asked = {
        "sex": Sex.FEMALE,
        "birth": rules.in_band(AgeBand.FROM_18, on=DAY),
        "nationality": "unknown",
        "consent_status": ConsentStatus.NOT_ASKED,
    }
    return Told(**{**asked, **changes})


def say(person, by, purpose=Purpose.SERVICES_HERE, decision=Decision.GRANTED, **said):
    return record_consent(by=by, person=person, said=[Said(purpose, decision, **said)], how=SPOKEN)[0]


def test_sex_age_band_and_unknown_nationality_are_enough(rita):
    """Statement 3."""
    person = register_person(by=rita, told=told(), on=DAY)

    registration = person.registrations.get()
    assert (registration.sex, registration.age_band, registration.nationality) == ("female", "18-29", "unknown")
    assert person.code == rules.file_code(centre="HAR", year=2026, number=1)
    assert not person.names.exists()
    assert people_in_reach(posting=rita).get() == person
    entry = Entry.objects.get(act="person.registered")
    assert (entry.subject, entry.detail["consent_status"]) == (pseudonym(person), "not_asked")


@pytest.mark.parametrize(("band", "kept"), [("10-14", "not_asked"), ("15-17", "given"), ("18-29", "given")])
def test_a_young_childs_yes_at_the_desk_is_no_consent_yet(rita, band, kept):
    """Statement 17: the caregiver answers and the child is asked too, in the conversation that follows."""
    said = told(consent_status=ConsentStatus.GIVEN, birth=rules.in_band(AgeBand(band), on=DAY))
    assert register_person(by=rita, told=said, on=DAY).registrations.get().consent_status == kept


def test_numbers_run_by_centre_and_year(rita, omar):
    codes = [
        register_person(by=by, told=told(), on=on).code[:12]
        for by, on in ((rita, DAY), (rita, DAY), (omar, DAY), (rita, date(2027, 1, 1)))
    ]
    assert codes == ["HAR-26-00001", "HAR-26-00002", "STA-26-00001", "HAR-27-00001"]


def test_the_same_form_sent_twice_opens_one_file(rita):
    token = uuid.uuid4()
    first = register_person(by=rita, told=told(), on=DAY, form_token=token)
    assert register_person(by=rita, told=told(), on=DAY, form_token=token) == first
    assert Person.objects.count() == 1


def test_who_refuses_has_no_file_and_leaves_no_trace(rita):
    """Statement 2."""
    with pytest.raises(NoConsentNoFile):
        register_person(by=rita, told=told(consent_status=ConsentStatus.REFUSED), on=DAY)
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_a_posting_to_the_whole_network_registers_nobody(dima):
    with pytest.raises(OutOfReach):
        register_person(by=dima, told=told(), on=DAY)


def test_a_name_can_be_found_by_every_word_of_it(rita):
    person = register_person(by=rita, told=told(name={"given": "Bilāl", "family": "Ahmed"}), on=DAY)
    assert {"bilal", "ahmed"} < set(NameToken.objects.filter(person=person).values_list("token", flat=True))


def test_coming_back_another_day_is_another_registration_and_twice_a_day_is_one(rita, bilal):
    for _ in range(2):
        register_again(by=rita, person=bilal, on=DAY)
    assert bilal.registrations.count() == 2


@pytest.mark.parametrize(
    ("in_hand", "network", "opens"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_another_centre_opens_a_file_with_the_card_and_the_network_consent(ruth, omar, bilal, in_hand, network, opens):
    if network:
        say(bilal, ruth, Purpose.NETWORK)
    asked = {"by": omar, "person": bilal, "on": DAY, "in_hand": in_hand}
    if opens:
        assert register_again(**asked).centre == omar.centre
    else:
        with pytest.raises(OutOfReach):
            register_again(**asked)
    assert people_in_reach(posting=omar).filter(pk=bilal.pk).exists() is opens


def test_who_took_back_the_word_is_not_registered_again(rita, ruth, bilal):
    say(bilal, ruth, decision=Decision.REFUSED)
    with pytest.raises(NoConsentNoFile):
        register_again(by=rita, person=bilal, on=DAY)


def test_a_correction_refreshes_the_days_age_and_tells_a_second_editor(ruth, bilal):
    corrected = Corrected(
        sex="female", birth=rules.born_in_year(2012), nationality="SOM", name={"given": "Hodan", "father": ""}
    )
    correct_basic_data(by=ruth, person=bilal, corrected=corrected, version=1)

    registration = bilal.registrations.get()
    assert (registration.sex, registration.age_band, registration.child_status) == ("female", "10-14", "unknown")
    assert registration.nationality == "SOM"
    assert set(NameToken.objects.filter(person=bilal).values_list("token", flat=True)) == {"hodan", "1 hdn"}
    assert Entry.objects.get(act="person.corrected").detail == {"parts": ["sex", "nationality", "birth", "name"]}
    with pytest.raises(ChangedMeanwhile):
        correct_basic_data(by=ruth, person=bilal, corrected=corrected, version=1)


def test_a_form_sent_again_from_a_posting_elsewhere_is_no_error_and_opens_no_other_file(rita, omar):
    token = uuid.uuid4()
    here = register_person(by=rita, told=told(), on=DAY, form_token=token)
    there = register_person(by=omar, told=told(), on=DAY, form_token=token)
    assert here.pk != there.pk
    assert there.registrations.get().centre == omar.centre
