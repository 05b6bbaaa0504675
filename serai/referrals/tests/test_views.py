import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.centres.choices import Role
from serai.centres.models import Decision as DecisionOfTwo
from serai.centres.operations import decisions
from serai.directory.models import ServiceTerm
from serai.directory.tests.factories import ServiceFactory
from serai.people.choices import SharedPart
from serai.people.models import Answer, Consent
from serai.people.tests.factories import RegistrationFactory
from serai.referrals import operations, queries
from serai.referrals.models import PartnerDesk, Referral
from serai.referrals.tests.factories import agreed, draft, sent
from serai.registration.operations.profile import write_answers
from serai.screening.tests.factories import FlagFactory
from serai.sharing.models import Disclosure

WANTED = {"priority": "urgent", "needs": ["medical"], "fields_shared": ["code", "needs", "sex"], "note": ""}
AGREES = {"referral": "granted", "form": "verbal", "certified": "on", "language": "amh"}


@pytest.fixture
def paula(posted, harbour):
    return posted("paula", Role.PARTNER, harbour)


def at(name, *args):
    return reverse(f"referrals:{name}", args=args)


def test_from_the_persons_page_to_a_referral_that_is_sent(ruth, bilal, at_work):
    service = ServiceFactory()
    browser = at_work(ruth)

    assert "Clinic" in browser.get(at("choose", bilal.public_id), {"need": "medical"}).text
    asked = browser.post(at("make", bilal.public_id, service.public_id), WANTED)
    kept = browser.post(asked.url, AGREES)
    referral = Referral.objects.get()
    browser.post(at("send", referral.public_id), {"method": "carried"})

    referral.refresh_from_db()
    assert kept.url == at("referral", referral.public_id)
    assert (referral.status, referral.priority, referral.method) == ("sent", "urgent", "carried")
    assert Consent.objects.get().fields == ["code", "needs", "sex"]
    assert Entry.objects.filter(act="person.opened", purpose="referral").exists()


def test_code_and_need_are_chosen_and_nothing_else(ruth, bilal, at_work):
    page = at_work(ruth).get(at("make", bilal.public_id, ServiceFactory().public_id)).text
    assert page.count("checked") == 4  # code and needs; the priority; the one need that the service answers
    for field in ("code", "needs"):
        assert f'value="{field}"' in page


def test_a_note_that_is_written_is_told_and_asked_about(ruth, bilal, at_work):
    browser, make = at_work(ruth), at("make", bilal.public_id, ServiceFactory().public_id)
    assert "What you write here is told to the partner" in browser.get(make).text
    assert 'value="note"' not in browser.get(make).text
    asked = browser.post(make, WANTED | {"note": " Broken arm "}, follow=True)
    referral = Referral.objects.get()
    assert referral.fields == ["code", "needs", "sex", "note"]
    assert referral.note == "Broken arm"
    assert str(SharedPart.NOTE.label) in asked.text
    browser.post(make, WANTED)
    assert Referral.objects.latest("pk").fields == ["code", "needs", "sex"]


def answered(person, *needs: str) -> None:
    registration = person.registrations.get()
    for place, code in enumerate(needs, 1):
        Answer.objects.create(registration=registration, question="need", code=code, position=place)


def ticked(page: str) -> set[str]:
    boxes = re.findall(r'<input type="checkbox" name="needs" value="(\w+)"([^>]*)>', page)
    return {code for code, rest in boxes if "checked" in rest}


def test_the_needs_are_those_that_the_service_answers_and_the_person_has(ruth, bilal, at_work):
    service = ServiceFactory(whole__needs=["medical", "food", "water"])
    make = at("make", bilal.public_id, service.public_id)
    assert ticked(at_work(ruth).get(make).text) == {"medical", "food", "water"}
    answered(bilal, "food", "shelter")
    assert ticked(at_work(ruth).get(make).text) == {"food"}


def test_the_search_begins_with_what_is_known_of_the_person(ruth, bilal, at_work):
    bilal.mother_tongue, bilal.birth_precision = "amh", "day"
    bilal.born_earliest = bilal.born_latest = timezone.localdate() - timedelta(days=20 * 366)
    bilal.save()
    answered(bilal, "food", "medical")
    for name, needs, spoken, ages in (
        ("Bread", ["food"], ["amh"], (18, 25)),
        ("Soup", ["food"], [], (None, None)),
        ("Cradle", ["food"], ["amh"], (0, 5)),
        ("Tents", ["shelter"], [], (None, None)),
    ):
        low, high = ages
        terms = {"whole__needs": needs, "whole__languages": spoken}
        ServiceFactory(names={"en": name}, minimum_age=low, maximum_age=high, **terms)

    def names(browser, query: str = "") -> list[str]:
        page = browser.get(at("choose", bilal.public_id) + query).text
        return [name for name in ("Bread", "Soup", "Cradle", "Tents") if f">{name}<" in page]

    assert names(at_work(ruth)) == names(at_work(ruth), "?page=1") == ["Bread"]
    assert names(at_work(ruth), "?q=") == ["Bread", "Soup", "Cradle", "Tents"]
    ServiceTerm.objects.filter(taxonomy="language", service__names__en="Bread").update(code="tir")
    assert names(at_work(ruth)) == ["Bread", "Soup"]
    ServiceTerm.objects.filter(code="food").update(code="water")
    assert names(at_work(ruth)) == ["Bread", "Soup", "Tents"]
    page = at_work(ruth).get(at("choose", bilal.public_id)).text
    assert "Begins with what is known of the person:" in page
    assert page.index(">Bread<") < page.index("</main>")
    assert "medical" not in page.split("<details>")[0]


def test_a_young_person_is_told_when_a_guardian_is_asked_about(ruth, amina, at_work):
    amina.birth_precision = "day"
    amina.born_earliest = amina.born_latest = timezone.localdate() - timedelta(days=16 * 366)
    amina.save()
    page = at_work(ruth).get(at("ask", draft(by=ruth, person=amina).public_id)).text
    legend = page[page.index("Does a guardian know?") :][:200]
    assert "(optional)" not in legend.split("</legend>")[0]
    assert "Asked from 15 to 17, when the young person agrees." in legend


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({}, "This field is required"),
        ({"referral": "granted", "form": "verbal", "language": "amh"}, "A spoken answer counts when you certify"),
        ({"referral": "granted", "form": "proxy", "language": "amh"}, "Write the name of who answers for the person."),
    ],
)
def test_an_answer_that_is_not_whole_gets_a_sentence(ruth, bilal, at_work, answer, sentence):
    referral = draft(by=ruth, person=bilal)
    assert sentence in at_work(ruth).post(at("ask", referral.public_id), answer).text
    assert not Consent.objects.exists()


def test_a_child_is_answered_for_by_a_caregiver(ruth, amina, at_work):
    amina.born_earliest = amina.born_latest = timezone.localdate() - timedelta(days=9 * 365)
    amina.save()
    referral = draft(by=ruth, person=amina)
    page = at_work(ruth).post(at("ask", referral.public_id), AGREES).text
    assert "A caregiver answers for the child" in page


def test_sending_without_consent_is_refused_with_a_sentence(ruth, bilal, at_work):
    """Statement 27."""
    referral = draft(by=ruth, person=bilal)
    page = at_work(ruth).post(at("send", referral.public_id), {"method": "carried"}).text
    assert "The person has not agreed to this referral" in page
    referral.refresh_from_db()
    assert referral.status == "draft"


def test_without_consent_a_second_person_is_asked_and_why_is_written(ruth, rita, posted, harbour, bilal, at_work):
    """Statement 27."""
    sami = posted("sami", Role.SUPERVISOR, harbour)
    referral = draft(by=ruth, person=bilal)
    address, browser = at("override", referral.public_id), at_work(ruth)
    why = {"why": "vital", "reason": "Unconscious and bleeding, nobody with her"}
    assert at_work(rita).post(address, why).status_code == 403
    assert "This field is required" in browser.post(address, {"why": "vital", "reason": ""}).text
    assert "Write the reason in a sentence" in browser.post(address, {"why": "vital", "reason": "Bleeding"}).text
    assert browser.post(address, why).status_code == 302
    assert "It waits for a second person" in browser.get(at("referral", referral.public_id)).text

    asked = DecisionOfTwo.objects.get()
    page = reverse("centres:decision", args=[asked.public_id])
    assert "Exception to consent" in at_work(sami).get(reverse("centres:today")).text
    assert "nobody with her" in at_work(sami).get(page).text
    at_work(sami).post(page, {"answer": "agree"})

    assert "decided that this may leave without consent" in browser.get(at("referral", referral.public_id)).text
    browser.post(at("send", referral.public_id), {"method": "carried"})
    referral.refresh_from_db()
    assert referral.status == "sent"


def test_the_words_to_say_are_the_readers_where_the_persons_are_not_known(ruth, bilal, at_work):
    referral, browser = draft(by=ruth, person=bilal), at_work(ruth)
    browser.cookies["serai_language"] = "ar"
    page = browser.get(at("ask", referral.public_id))

    assert page.context["spoken"] == "ar"
    assert page.context["form"]["language"].value() == ""
    assert '<option value="" selected>–</option>' in str(page.context["form"]["language"])
    refused = browser.post(at("ask", referral.public_id), AGREES | {"language": ""})
    assert "language" in refused.context["form"].errors


def test_the_letter_shows_the_consented_fields_and_nothing_else(ruth, bilal, at_work):
    """Statement 28 in spirit: no name that was not agreed, no flag, no note."""
    bilal.phone = "+253 77 12 34 56"
    bilal.mother_tongue = "ara"
    bilal.save()
    referral = agreed(by=ruth, person=bilal, fields=["code", "needs", "sex"], note="Was beaten")

    browser = at_work(ruth)
    assert browser.get(at("letter", referral.public_id)).status_code == 403  # nobody said that it is going to leave
    page = browser.post(at("prepare", referral.public_id), follow=True).text

    assert Disclosure.objects.get().fields == ["code", "needs", "sex"]
    assert bilal.code in page
    assert 'lang="ar" dir="rtl"' in page
    assert 'lang="en" dir="ltr"' in page
    for secret in ("Bilal", "Ahmed", bilal.phone, "Was beaten", "Ethiopia"):
        assert secret not in page


def test_there_is_no_letter_without_consent_or_after_withdrawal(ruth, bilal, at_work):
    """Statements 14, 27."""
    referral = draft(by=ruth, person=bilal)
    assert at_work(ruth).get(at("letter", referral.public_id)).status_code == 403
    referral = sent(by=ruth, person=bilal)
    assert at_work(ruth).get(at("letter", referral.public_id)).status_code == 200
    operations.take_back_consent(by=ruth, referral=referral, language="amh")
    assert at_work(ruth).get(at("letter", referral.public_id)).status_code == 403


def test_taking_back_says_what_left_already(ruth, bilal, at_work):
    """Statement 14."""
    referral = sent(by=ruth, person=bilal)
    browser = at_work(ruth)
    assert "This has left already" in browser.get(at("withdraw", referral.public_id)).text
    browser.post(at("withdraw", referral.public_id))
    assert "Tell the partner to stop" in browser.get(at("referral", referral.public_id)).text
    assert "tell the partner to stop and delete" in browser.get(reverse("centres:today")).text
    browser.post(at("act", referral.public_id, "told"))
    referral.refresh_from_db()
    assert referral.partner_told_at is not None


def test_a_partner_sees_its_own_referrals_and_the_agreed_fields_only(ruth, paula, bilal, at_work):
    """Statement 28."""
    ours, theirs = ServiceFactory(), ServiceFactory()
    mine = sent(by=ruth, person=bilal, service=ours, fields=["needs", "sex"])
    other = sent(by=ruth, person=bilal, service=theirs)
    unsent = agreed(by=ruth, person=bilal, service=ours)
    PartnerDesk.objects.create(posting=paula, organization=ours.organization)
    browser = at_work(paula)

    listed = browser.get(at("desk")).text
    page = browser.get(at("desk_referral", mine.public_id)).text

    assert str(mine.public_id) in listed
    assert str(other.public_id) not in listed
    assert str(unsent.public_id) not in listed
    assert "Medical care" in page
    for secret in ("Bilal", bilal.code, "Ethiopia"):
        assert secret not in listed + page
    for hidden in (other.public_id, unsent.public_id, uuid4()):
        assert browser.get(at("desk_referral", hidden)).status_code == 404
    for name in ("list", "referral", "letter"):
        args = [] if name == "list" else [mine.public_id]
        assert browser.get(at(name, *args)).status_code == 403
    assert Entry.objects.filter(act="referral.seen_by_partner", actor=paula.user).exists()


def test_a_partner_answers_and_after_a_withdrawal_sees_nothing(ruth, paula, bilal, at_work):
    """Statements 14, 28."""
    referral = sent(by=ruth, person=bilal)
    PartnerDesk.objects.create(posting=paula, organization=referral.service.organization)
    browser = at_work(paula)
    address = at("desk_referral", referral.public_id)

    assert "Say why it was not accepted" in browser.post(address, {"status": "rejected"}).text
    assert browser.post(address, {"status": "accepted"}).status_code == 302
    referral.refresh_from_db()
    assert (referral.status, referral.is_success) == ("accepted", False)

    operations.take_back_consent(by=ruth, referral=referral, language="amh")
    assert browser.get(address).status_code == 404


def test_a_partner_that_is_bound_to_nothing_sees_nothing(ruth, paula, bilal, at_work):
    sent(by=ruth, person=bilal)
    assert "not bound to an organisation" in at_work(paula).get(at("desk")).text


def test_what_somebody_needs_as_told_at_another_centre_is_not_known_here(ruth, omar, harbour, station, bilal):
    elsewhere = RegistrationFactory(person=bilal, centre=station)
    write_answers(registration_id=elsewhere.pk, question="need", codes=["medical"])
    assert queries.known_needs(posting=ruth, person=bilal) == []
    assert queries.known_needs(posting=omar, person=bilal) == ["medical"]


def test_another_centres_referral_and_none_are_the_same_answer(ruth, omar, bilal, at_work):
    referral = sent(by=ruth, person=bilal)
    for public_id in (referral.public_id, uuid4()):
        for name in ("referral", "letter", "ask", "withdraw"):
            assert at_work(omar).get(at(name, public_id)).status_code == 404
    assert at_work(omar).get(at("choose", bilal.public_id)).status_code == 404


def test_a_step_that_does_not_follow_is_a_sentence(ruth, bilal, at_work):
    referral = sent(by=ruth, person=bilal)
    browser = at_work(ruth)
    assert browser.post(at("step", referral.public_id), {"status": "closed"}).status_code == 200
    browser.post(at("word", referral.public_id), {"outcome": "helped"})
    assert (
        "This step does not follow any more" in browser.post(at("word", referral.public_id), {"outcome": "helped"}).text
    )
    assert browser.post(at("act", referral.public_id, "cancel"), follow=True).status_code == 200
    assert browser.post(at("act", referral.public_id, "nothing")).status_code == 404


def test_a_manager_sees_that_something_is_told_not_what(posted, harbour, ruth, bilal, at_work):
    referral = agreed(by=ruth, person=bilal, fields=["code", "note"], note="Was beaten")
    maria = posted("maria", Role.MANAGER, harbour)
    page = at_work(maria).get(at("referral", referral.public_id)).text
    assert "The note written for the partner" in page
    assert "Was beaten" not in page


def test_late_referrals_are_on_the_page_of_today(ruth, bilal, at_work):
    referral = sent(by=ruth, person=bilal)
    browser = at_work(ruth)
    assert "has not said that it arrived" not in browser.get(reverse("centres:today")).text
    Referral.objects.filter(pk=referral.pk).update(waits_until=timezone.now() - timedelta(hours=1))
    assert "has not said that it arrived" in browser.get(reverse("centres:today")).text


def test_the_persons_page_shows_the_referrals(ruth, rita, bilal, at_work):
    sent(by=ruth, person=bilal)
    page = reverse("people:file", args=[bilal.public_id])
    assert "Refer to a partner" in at_work(ruth).get(page).text
    assert "Refer to a partner" not in at_work(rita).get(page).text


def test_longer_lists_cost_no_more_queries(ruth, paula, bilal, at_work, django_assert_num_queries):
    service = ServiceFactory()
    PartnerDesk.objects.create(posting=paula, organization=service.organization)
    browser, partner = at_work(ruth), at_work(paula)
    for _ in range(5):
        sent(by=ruth, person=bilal, service=service)
        with django_assert_num_queries(6):
            browser.get(at("list"))
        with django_assert_num_queries(7):
            partner.get(at("desk"))


def test_a_partner_sees_only_what_the_consent_covers_at_this_moment(ruth, paula, bilal, at_work):
    """Statement 28: what ran out, or was narrowed since, is not read at the next opening, and not printed."""
    referral = sent(by=ruth, person=bilal, fields=["code", "needs", "name"])
    PartnerDesk.objects.create(posting=paula, organization=referral.service.organization)
    browser, address = at_work(paula), at("desk_referral", referral.public_id)
    assert bilal.code in browser.get(address).text

    agreed(by=ruth, person=bilal, service=referral.service, fields=["needs"])
    page = browser.get(address).text
    assert "Medical care" in page
    assert bilal.code not in page
    assert "Bilal" not in page
    assert at_work(ruth).get(at("letter", referral.public_id)).status_code == 403

    over = timezone.localdate() - timedelta(days=1)
    said = {"form": "written", "language": "amh", "notice_version": "1", "valid_until": over}
    recipient = f"service:{referral.service.public_id}"
    Consent.objects.create(
        person=bilal, purpose="referral", recipient=recipient, fields=["code", "needs", "name"], decision="granted",
        centre=ruth.centre, recorded_by=ruth.user, **said,
    )  # fmt: skip
    assert "Medical care" not in browser.get(address).text


def test_no_paper_goes_to_a_consulate_while_a_fear_of_return_stands(ruth, bilal, harbour, at_work):
    """Statement 16: the letter is stopped by what stops the sending, before and after it left."""
    service = ServiceFactory(whole__service_types=["CONSULAR_LIAISON"])
    wanted = {"service": service, "fields": ["code", "name"]}
    first, second = agreed(by=ruth, person=bilal, **wanted), sent(by=ruth, person=bilal, **wanted)
    browser = at_work(ruth)
    browser.post(at("prepare", first.public_id))
    assert browser.get(at("letter", first.public_id)).status_code == 200
    FlagFactory(centre=harbour, person=bilal, kind="asylum")
    for referral in (first, second):
        assert browser.get(at("letter", referral.public_id)).status_code == 403
        assert "No consulate may be contacted" in browser.post(at("prepare", referral.public_id), follow=True).text


def test_each_look_at_a_referral_is_in_the_trail_with_its_purpose(ruth, bilal, at_work):
    """Statement 49 in spirit."""
    referral = sent(by=ruth, person=bilal)
    browser = at_work(ruth)
    browser.get(at("referral", referral.public_id))
    browser.get(at("letter", referral.public_id))
    opened = Entry.objects.filter(act="person.opened", purpose="referral", subject=pseudonym(bilal))
    assert opened.count() == 2
    assert Entry.objects.filter(act="referral.printed", subject=pseudonym(referral)).count() == 1


def test_a_partner_that_said_no_reads_the_file_no_longer(ruth, paula, bilal, at_work):
    """What the person agreed to is shown as it stands in the file today: not to whom it is no business of any more."""
    referral = sent(by=ruth, person=bilal, fields=["code", "needs"])
    PartnerDesk.objects.create(posting=paula, organization=referral.service.organization)
    browser, address = at_work(paula), at("desk_referral", referral.public_id)
    assert bilal.code in browser.get(address).text
    answer = browser.post(address, {"status": "rejected", "reason": "no_capacity"}, follow=True).text
    assert bilal.code not in answer
    assert "This referral is over" in answer
    operations.note_step(by=ruth, referral=referral, status="closed")
    assert bilal.code not in browser.get(address).text


def test_who_was_not_asked_may_say_no_afterwards(ruth, paula, posted, harbour, bilal, at_work):
    """Statements 14, 27: what left to save a life is stopped by the person's no; the partner sees nothing more."""
    referral = draft(by=ruth, person=bilal)
    PartnerDesk.objects.create(posting=paula, organization=referral.service.organization)
    boss = posted("sam", Role.SUPERVISOR, harbour)
    operations.ask_to_send_without_consent(by=ruth, referral=referral, why="vital", reason="Unconscious and bleeding")
    decisions.agree(by=boss, decision=DecisionOfTwo.objects.get())
    operations.send_referral(by=ruth, referral=referral, method="phone")
    desk = at("desk_referral", referral.public_id)
    assert at_work(paula).get(desk).status_code == 200

    browser = at_work(ruth)
    assert at("withdraw", referral.public_id) in browser.get(at("referral", referral.public_id)).text
    browser.post(at("withdraw", referral.public_id))

    referral.refresh_from_db()
    assert referral.must_tell_partner
    assert at_work(paula).get(desk).status_code == 404
    assert browser.get(at("letter", referral.public_id)).status_code == 403
    assert "no live consent" in browser.post(at("withdraw", referral.public_id), follow=True).text
