"""What somebody could learn, or loosen, by making two files one and taking it back."""

import pytest
from django.urls import reverse

from serai.cards.access import what_is
from serai.cards.operations.cards import issue_card
from serai.cards.rules import Kind
from serai.centres.choices import Role
from serai.duplicates.choices import Said
from serai.duplicates.clashes import clashes
from serai.duplicates.models import Merge
from serai.duplicates.operations.merging import merge, undo
from serai.duplicates.tests.factories import pair_of
from serai.people.access import in_hand, live_consent, people_in_reach
from serai.people.choices import Decision, Purpose
from serai.people.operations.consent import withdraw_consent
from serai.people.rules import Kind as Read
from serai.people.rules import Reading
from serai.people.rules.reach import Reach
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.referrals.tests.factories import agreed
from serai.registration.tests.test_registration import say
from serai.teams.tests.factories import keep_to


@pytest.fixture
def sana(posted, harbour):
    return posted("sana", Role.SUPERVISOR, harbour)


@pytest.fixture
def two(harbour):
    return PersonFactory(registered_at=harbour), PersonFactory(registered_at=harbour)


@pytest.mark.parametrize("act", ["issue", "stop"])
def test_a_stolen_card_of_the_file_that_went_is_stopped_as_well(at_work, two, sana, rita, act):
    kept, gone = two
    stolen = issue_card(by=rita, person=gone).code
    merge(by=sana, kept=kept, gone=gone)
    assert in_hand(posting=rita, read=Reading(Read.CARD, stolen)) == (Reach.OPEN, kept)
    page = reverse("cards:card", args=[kept.public_id])
    assert "Stop this card" in at_work(rita).get(page).text
    at_work(rita).post(page, {"act": act, "reason": "lost", "typed": ""})
    assert in_hand(posting=rita, read=Reading(Read.CARD, stolen)) == (Reach.NONE, None)
    assert what_is(posting=rita, code=stolen) == Kind.STOPPED


@pytest.mark.parametrize("since", ["before", "meanwhile"])
def test_files_that_come_apart_stay_kept_to_the_team(two, ruth, sana, rita, since):
    kept, gone = two
    if since == "before":
        keep_to(gone, sana, ruth)
    done = merge(by=sana, kept=kept, gone=gone)
    if since == "meanwhile":
        keep_to(kept, sana, ruth)
    undo(by=sana, done=done)
    for file in (kept, gone):
        assert not people_in_reach(posting=rita).filter(pk=file.pk).exists()
        assert people_in_reach(posting=ruth).filter(pk=file.pk).exists()


def test_a_yes_that_was_taken_back_meanwhile_does_not_come_back(two, ruth, sana):
    kept, gone = two
    taken_back, refused = (say(gone, ruth, purpose=purpose) for purpose in (Purpose.NETWORK, Purpose.SERVICES_HERE))
    done = merge(by=sana, kept=kept, gone=gone)
    withdraw_consent(by=ruth, consent=type(taken_back).objects.get(pk=taken_back.pk), language="eng")
    say(kept, ruth, purpose=refused.purpose, decision=Decision.REFUSED)
    undo(by=sana, done=done)
    for purpose in (Purpose.NETWORK, Purpose.SERVICES_HERE):
        assert live_consent(gone, purpose) is None
        assert live_consent(kept, purpose) is None


def test_another_centre_learns_of_no_merge_and_takes_none_back(at_work, posted, two, sana, station):
    kept, gone = two
    RegistrationFactory(person=kept, centre=station)
    done = merge(by=sana, kept=kept, gone=gone)
    there = at_work(posted("tariq", Role.SUPERVISOR, station))
    file = reverse("people:file", args=[kept.public_id]) + "?why=service"
    assert gone.code not in there.get(file).text
    assert there.post(reverse("duplicates:undo", args=[done.public_id])).status_code == 404
    assert gone.code in at_work(sana).get(file).text
    assert Merge.objects.get().undone_at is None


def test_a_number_that_is_not_safe_does_not_become_safe(two, sana):
    kept, gone = two
    kept.safe_to_call, kept.phone_is_shared = True, False
    kept.save()
    gone.safe_to_call, gone.phone_is_shared = False, True
    gone.save()
    assert any("not safe" in str(clash) for clash in clashes(kept, gone))
    merge(by=sana, kept=kept, gone=gone)
    kept.refresh_from_db()
    assert (kept.safe_to_call, kept.phone_is_shared) == (False, True)


def test_words_about_a_referral_that_one_may_not_know_of_are_no_clash(at_work, two, posted, harbour, sana):
    kept, gone = two
    grace = posted("grace", Role.GBV, harbour)
    referral = agreed(by=grace, person=gone)
    recipient = referral.consent.recipient
    say(kept, grace, purpose=Purpose.REFERRAL, decision=Decision.REFUSED, recipient=recipient, recipient_name="A place")
    pair = pair_of(gone, kept, by=grace, said=Said.SAME)
    assert "different things" not in at_work(sana).get(reverse("duplicates:merge", args=[pair.public_id])).text
    assert any("different things" in str(clash) for clash in clashes(kept, gone))
