"""What each page says, what it keeps, and who does not get in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.codes import lists
from serai.directory.tests.factories import ServiceFactory
from serai.people.choices import Purpose
from serai.people.operations.consent import record_consent, withdraw_consent
from serai.people.rules.consent import Said
from serai.privacy.models import Assessment
from serai.privacy.tests.factories import AssessmentFactory
from serai.referrals.tests.factories import SPOKEN, sent
from serai.sharing.models import Agreement, AuthorityRequest, Disclosure, Exemption, Notice
from serai.sharing.operations.disclosures import Leaving, MayNotLeave, disclose
from serai.sharing.tests.factories import AgreementFactory, NoticeFactory, RequestFactory

TYPED = {
    "party": "unhcr:unhcr", "purposes": ["unhcr"], "purpose_words": "To protect", "fields_agreed": ["name", "age"],
    "basis": "consent", "direction": "to_them", "frequency": "case", "methods": ["phone"], "security": "Locked",
    "onward": "never", "keep_days": "90", "breach_hours": "24", "starts_on": "2026-01-01", "ends_on": "2030-01-01",
}  # fmt: skip
SIGNED = {"signed_for_us": "Dima", "signed_for_them": "Paula", "signed_on": "2026-01-01"}
ASKED = {
    "token": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "asked_on": "2026-11-20", "asker": "police", "office": "Port",
    "shown": "nothing", "asked_for": "list", "how_many": "40",
}  # fmt: skip


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


@pytest.fixture
def mona(posted, harbour):
    return posted("mona", Role.MANAGER, harbour)


@pytest.fixture
def signed(daniel, dima) -> dict[str, str]:
    """Who signed, and what two found that it could do to people."""
    assessment = AssessmentFactory(written_by=daniel.user, signed_by=dima.user, signed_at=timezone.now())
    return SIGNED | {"assessment": assessment.number}


def at(name, *args):
    return reverse(f"sharing:{name}", args=args)


@pytest.mark.parametrize("number", ["", "DPIA-2026-999", "DPIA-2020-{pk}", "DPIA-2026-x", "{unsigned}"])
def test_no_agreement_begins_without_a_signed_impact_assessment(daniel, dima, at_work, signed, number):
    browser, unsigned = at_work(daniel), AssessmentFactory(written_by=daniel.user)
    number = number.format(pk=Assessment.objects.earliest("pk").pk, unsigned=unsigned.number)
    browser.post(at("draft"), TYPED | signed | {"assessment": number})
    agreement = Agreement.objects.get()
    page = browser.post(at("put_into_force", agreement.public_id), follow=True).text
    assert "Write the number of an impact assessment that is signed" in page
    assert not Decision.objects.filter(kind="sharing.agreement").exists()


def test_an_agreement_is_drafted_by_one_and_put_into_force_by_another(daniel, dima, at_work, signed):
    """Two people: whoever wrote it is never the second, and nothing is in force before."""
    browser = at_work(daniel)
    drafted = browser.post(at("draft"), TYPED)
    agreement = Agreement.objects.get()
    assert "Write who signed" in browser.post(at("put_into_force", agreement.public_id), follow=True).text
    browser.post(at("edit", agreement.public_id), TYPED | signed | {"version": "1"})
    browser.post(at("put_into_force", agreement.public_id))
    page = reverse("centres:decision", args=[Decision.objects.get().public_id])
    browser.post(page, {"answer": "agree"})
    agreement.refresh_from_db()
    assert (drafted.status_code, agreement.approved_by) == (302, None)

    shown = at_work(dima).get(page).text  # what counts, and not the sentence about it alone
    ticked = [str(Purpose.UNHCR.label), lists.label("referral_method", "phone"), agreement.get_direction_display()]
    assert not [words for words in ["To protect", *ticked] if words not in shown]
    at_work(dima).post(page, {"answer": "agree"})

    agreement.refresh_from_db()
    assert agreement.approved_by == dima.user
    assert "In force" in browser.get(at("agreements")).text
    sheet = browser.get(at("agreement", agreement.public_id), {"in": "ar"}).text
    assert 'lang="ar" dir="rtl"' in sheet
    assert "is not rewritten" in browser.post(at("edit", agreement.public_id), TYPED | {"version": "2"}).text


def test_a_draft_that_was_changed_after_it_was_asked_about_is_not_agreed_to(daniel, dima, at_work, signed):
    browser = at_work(daniel)
    browser.post(at("draft"), TYPED | signed)
    agreement = Agreement.objects.get()
    browser.post(at("put_into_force", agreement.public_id))
    more = TYPED | signed | {"fields_agreed": ["name", "journey"], "version": "1"}
    browser.post(at("edit", agreement.public_id), more)
    page = reverse("centres:decision", args=[Decision.objects.get().public_id])
    assert "can no longer be done" in at_work(dima).post(page, {"answer": "agree"}).text
    agreement.refresh_from_db()
    assert agreement.approved_by is None


def test_the_second_of_two_editors_is_told(daniel, dima, at_work):
    at_work(daniel).post(at("draft"), TYPED)
    agreement = Agreement.objects.get()
    at_work(dima).post(at("edit", agreement.public_id), TYPED | {"security": "A safe", "version": "1"})
    page = at_work(daniel).post(at("edit", agreement.public_id), TYPED | {"security": "Mine", "version": "1"}).text
    assert "Somebody else saved this agreement" in page
    assert "Mine" in page


def test_a_form_that_is_not_whole_gets_a_sentence_and_keeps_what_was_typed(daniel, at_work):
    page = at_work(daniel).post(at("draft"), TYPED | {"ends_on": "2025-01-01", "purpose_words": "To protect her"}).text
    assert "The last day cannot be before the first." in page
    assert "To protect her" in page
    assert not Agreement.objects.exists()


def test_one_person_is_enough_to_end_an_agreement_and_it_ends_at_once(daniel, ruth, bilal, at_work):
    service = ServiceFactory()
    sent(by=ruth, person=bilal, service=service)
    agreement = Agreement.objects.get()
    browser = at_work(daniel)
    assert "This field is required" in browser.post(at("end", agreement.public_id), {"reason": ""}).text
    assert "Ended on" in browser.post(at("end", agreement.public_id), {"reason": "A leak"}, follow=True).text
    with pytest.raises(MayNotLeave):
        disclose(by=ruth, person=bilal, leaving=leaving(service, "phone"))


def leaving(service, method):
    recipient = f"service:{service.public_id}"
    return Leaving(recipient, "Clinic", Purpose.REFERRAL, frozenset({"code"}), method)


def test_the_database_wants_two_hands_and_a_whole_agreement(dima):
    agreement = AgreementFactory()
    for change in ({"approved_by": agreement.drafted_by_id}, {"signed_on": None}, {"fields": []}, {"methods": []}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(**change)


def test_the_database_refuses_a_leaving_without_a_ground(ruth, bilal):
    """Statement 27: a row without a consent and without an exception cannot be kept, nor one without agreement."""
    row = {
        "person": bilal, "centre": ruth.centre, "recipient": "service:1", "recipient_name": "Clinic", "kind": "partner",
        "purpose": "referral", "fields": ["code"], "by": ruth.user, "at": timezone.now(),
    }  # fmt: skip
    said = Said(Purpose.REFERRAL, "granted", "service:1", "Clinic", ("code",))
    (consent,) = record_consent(by=ruth, person=bilal, said=[said], how=SPOKEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(**row, method="carried")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(**row, method="phone", consent=consent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(**row | {"fields": []}, method="carried", consent=consent)
    Disclosure.objects.create(**row, method="carried", consent=consent)


def test_the_database_wants_two_a_reason_and_an_end_for_an_exception(ruth, bilal):
    now = timezone.now()
    whole = {
        "person": bilal, "centre": ruth.centre, "why": "vital", "purpose": "referral", "recipient": "service:1",
        "recipient_name": "Clinic", "fields": ["code"], "reason": "Unconscious and bleeding", "first_by": ruth.user,
    }  # fmt: skip
    granted = {"second_by": ruth.user, "second_at": now, "expires_at": now + timedelta(hours=1)}
    for change in ({"reason": "Bleeding"}, {"recipient": ""}, {"fields": []}, granted):
        with pytest.raises(IntegrityError), transaction.atomic():
            Exemption.objects.create(**whole | change)
    Exemption.objects.create(**whole)


def test_after_a_withdrawal_who_has_something_is_told_and_the_file_says_what_left(ruth, rita, bilal, at_work):
    """Statement 14: stopped, listed, told."""
    referral = sent(by=ruth, person=bilal, fields=["code", "sex"])
    browser, file = at_work(ruth), reverse("people:file", args=[bilal.public_id])
    assert "Nothing has left" not in browser.get(file, follow=True).text

    withdraw_consent(by=ruth, consent=referral.consent, language="amh")

    notice = Notice.objects.get()
    assert notice.fields == ["code", "sex"]
    assert "has to be told to stop and to delete" in browser.get(file, {"why": "service"}, follow=True).text
    letter = browser.get(at("notice", bilal.public_id, notice.pk), {"in": "ar"}).text
    assert bilal.code in letter
    assert "Bilal" not in letter.split("<article", 1)[1]
    assert "This field is required" in browser.post(at("notice", bilal.public_id, notice.pk), {"how": ""}).text
    told = browser.post(at("notice", bilal.public_id, notice.pk), {"how": "phone"}, follow=True).text

    assert "to stop and to delete" in told
    assert "What we told others about you" in told
    referral.refresh_from_db()
    assert referral.partner_told_at is not None
    assert at_work(rita).get(at("left", bilal.public_id)).status_code == 403


def test_what_a_focal_point_let_out_is_not_known_to_others(ruth, posted, harbour, bilal, at_work):
    """Statement 26: to whom somebody was referred says why; the list of what left says it to nobody else."""
    grace = posted("grace", Role.GBV, harbour)
    service = ServiceFactory(organization__name="Women’s shelter")
    referral = sent(by=grace, person=bilal, service=service)
    withdraw_consent(by=grace, consent=referral.consent, language="amh")
    notice = Notice.objects.get()
    for posting, knows in ((grace, True), (ruth, False)):
        browser = at_work(posting)
        assert ("Women’s shelter" in browser.get(at("left", bilal.public_id)).text) is knows
        assert browser.get(at("notice", bilal.public_id, notice.pk)).status_code == (200 if knows else 404)


def test_an_authority_gets_a_sheet_and_the_request_is_written_down_without_a_name(rita, mona, daniel, at_work):
    browser = at_work(rita)
    for language, direction in (("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")):
        assert f'lang="{language}" dir="{direction}"' in browser.get(at("refusal"), {"in": language}).text
    assert "This field is required" in browser.post(at("log_request"), ASKED | {"asker": ""}).text
    for _ in range(2):
        browser.post(at("log_request"), ASKED)
    asked = AuthorityRequest.objects.get()
    assert (asked.answer, asked.standing, asked.how_many) == ("nothing", "refused", 40)
    assert browser.get(at("requests")).status_code == 403

    manager, focal = at_work(mona), at_work(daniel)
    manager.post(at("request", asked.public_id), {"send_on": "yes"})
    closing = {"answer": "law", "legal_words": "One person", "version": "2"}
    assert manager.post(at("request", asked.public_id), closing).status_code == 403
    assert "Nothing about several people is ever given" in focal.post(at("request", asked.public_id), closing).text
    focal.post(at("request", asked.public_id), {"answer": "nothing", "legal_words": "No ground", "version": "2"})
    asked.refresh_from_db()
    assert (asked.standing, asked.answer) == ("closed", "nothing")


def test_the_database_never_keeps_that_a_list_was_given(harbour):
    asked = RequestFactory(centre=harbour)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuthorityRequest.objects.filter(pk=asked.pk).update(answer="law", how_many=1, legal_words="x")


def test_a_law_about_one_person_wants_the_words_of_the_legal_office(daniel, harbour, at_work):
    asked = RequestFactory(centre=harbour, asked_for="one", how_many=1)
    page = at_work(daniel).post(at("request", asked.public_id), {"answer": "law", "legal_words": "", "version": "1"})
    assert "Write what the legal office said." in page.text


def test_another_centres_requests_and_notices_are_as_if_they_were_not(mona, omar, station, bilal, at_work):
    theirs = RequestFactory(centre=station)
    assert at_work(mona).get(at("request", theirs.public_id)).status_code == 404
    notice = NoticeFactory(centre=station, person=bilal)
    assert at_work(omar).get(at("notice", bilal.public_id, notice.pk)).status_code == 404


def test_a_notice_tells_neither_another_centre_nor_who_noted_it(ruth, omar, station, bilal, at_work):
    """At another centre, or in a function whose name on a file would tell what it is about."""
    told = {"told_at": timezone.now(), "told_by": omar.user, "told_how": "phone"}
    notice = NoticeFactory(centre=station, person=bilal, **told)
    page = at_work(ruth).get(at("notice", bilal.public_id, notice.pk)).text
    assert "Told on" in page
    assert station.name not in page
    assert omar.user.display_name not in page


def test_longer_lists_cost_no_more_queries(daniel, ruth, bilal, harbour, at_work, django_assert_num_queries):
    browser, worker = at_work(daniel), at_work(ruth)
    for number in range(5):
        AgreementFactory(party=f"unhcr:{number}")
        RequestFactory(centre=harbour)
        sent(by=ruth, person=bilal)
        with django_assert_num_queries(4):
            browser.get(at("agreements"))
        with django_assert_num_queries(5):
            browser.get(at("requests"))
        with django_assert_num_queries(12):
            worker.get(at("left", bilal.public_id))
