"""Cards printed before there is anybody: made, printed, given by scanning, spoiled."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.cards import queries
from serai.cards.access import what_is
from serai.cards.choices import Paper, State
from serai.cards.models import Batch, BlankCard
from serai.cards.operations import batches as operations
from serai.cards.operations.cards import NotFree, bind_card, issue_card
from serai.cards.rules import Kind
from serai.cards.tests.factories import BatchFactory
from serai.centres.choices import Role
from serai.people import rules
from serai.people.access import in_hand
from serai.people.models import Card, Person
from serai.people.rules.reach import Reach
from serai.people.tests.factories import PersonFactory


@pytest.fixture
def batch(harbour):
    return BatchFactory(centre=harbour, with_cards=3)


def code_of(batch, number=1):
    return batch.blanks.get(number=number).code


def made(browser, paper=Paper.CARD_A4, number="20"):
    page = browser.get(reverse("cards:batches")).text
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    return browser.post(reverse("cards:batches"), {"paper": paper, "number": number, "form_token": token})


def test_a_batch_is_made_whole_and_printed_with_nothing_but_codes(at_work, rita, harbour):
    browser = at_work(rita)
    answer = made(browser, number="11")
    batch = Batch.objects.get()
    assert answer.url == reverse("cards:sheet", args=[batch.public_id])
    page = browser.get(answer.url).text
    codes = {blank.code for blank in batch.blanks.all()}
    assert len(codes) == 20
    sheet = page[page.index('<div class="sheet card_a4"') : page.index("</main>")]
    assert all(rules.shown_card_code(code) in sheet for code in codes)
    assert sheet.count("<svg") == 20
    for word in (harbour.name, harbour.code, rita.user.display_name, "Serai"):
        assert word not in sheet
    assert {entry.act for entry in Entry.objects.filter(act__startswith="batch.")} == {"batch.made", "batch.opened"}


def test_the_form_sent_twice_makes_one_batch(rita, ruth):
    sent = {"paper": Paper.BAND_80, "number": 3, "form_token": "5f1d9a52-6a51-4e0c-9f6c-0f6f8f1f7d11"}
    first = operations.make_batch(by=rita, at=timezone.now(), **sent)
    assert operations.make_batch(by=rita, at=timezone.now(), **sent) == first
    assert BlankCard.objects.count() == 3


@pytest.mark.parametrize("typed", [{"number": "0"}, {"number": "201"}, {"paper": "parchment"}])
def test_what_cannot_be_printed_gets_a_sentence(at_work, rita, typed):
    assert "error" in made(at_work(rita), **typed).text
    assert not Batch.objects.exists()


def test_codes_are_kept_sealed_and_a_given_one_leads_to_nobody(batch, ruth, bilal):
    code = code_of(batch)
    bind_card(by=ruth, person=bilal, code=code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cards_blankcard")
        rows = repr([[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in cursor.fetchall()])
    assert code not in rows
    given = batch.blanks.get(number=1)
    assert (given.state, given.token, bytes(given.sealed)) == (State.GIVEN, None, b"")
    assert Card.objects.get().token not in rows


def test_a_printed_card_is_given_on_the_persons_page_and_opens_the_file(at_work, rita, batch, bilal):
    """With a space and a small letter, as people type."""
    browser, code = at_work(rita), code_of(batch)
    old = issue_card(by=rita, person=bilal).code
    url = reverse("cards:card", args=[bilal.public_id])
    typed = rules.shown_card_code(code).lower()
    assert browser.post(url, {"act": "issue", "typed": typed, "reason": "lost"}).status_code == 302
    assert in_hand(posting=rita, read=rules.reading(code)) == (Reach.OPEN, bilal)
    assert what_is(posting=rita, code=old) == Kind.STOPPED
    assert rules.shown_card_code(code) in browser.get(url).text
    browser.post(url, {"act": "issue", "typed": typed, "reason": "lost"})  # scanned twice
    assert bilal.cards.get(revoked_at=None).code == code


def test_what_is_not_free_here_is_refused_in_one_sentence(at_work, rita, omar, batch, station, bilal):
    """A card of another centre, of somebody, of nobody, spoiled: whose it is is not told, and the old card stays."""
    live = issue_card(by=rita, person=bilal)
    elsewhere = code_of(BatchFactory(centre=station, with_cards=1))
    theirs = issue_card(by=omar, person=PersonFactory(registered_at=station)).code
    spoiled = code_of(batch, 2)
    operations.spoil_one(by=rita, batch=batch, code=spoiled)
    browser, url = at_work(rita), reverse("cards:card", args=[bilal.public_id])
    for code in (elsewhere, theirs, spoiled, rules.new_card_code()):
        assert "cannot be given" in browser.post(url, {"act": "issue", "typed": code, "reason": "lost"}).text
    assert "not the code of a card" in browser.post(url, {"act": "issue", "typed": "Bilal", "reason": "lost"}).text
    live.refresh_from_db()
    assert live.revoked_at is None


TOKENS = ("6e0f7d0c-2f0a-4b55-8f0b-0a4c3f6b9c01", "6e0f7d0c-2f0a-4b55-8f0b-0a4c3f6b9c02")


def test_a_card_is_given_while_registering_and_one_that_is_not_free_holds_nobody_up(at_work, rita, batch):
    browser, code, register = at_work(rita), code_of(batch), reverse("registration:register")
    assert f'value="{code}"' in browser.post(register, {"typed": code}).text
    told = {"sex": "female", "age": "30", "nationality": "unknown", "consent_status": "not_asked"}
    told |= {"registered_on": timezone.localdate().isoformat(), "age_band": ""}
    browser.post(register, {**told, "card": code, "form_token": TOKENS[0]})
    first = Person.objects.get()
    assert in_hand(posting=rita, read=rules.reading(code)) == (Reach.OPEN, first)

    asked = browser.post(register, {**told, "age": "8", "card": code, "form_token": TOKENS[1]}, follow=True)
    assert "cannot be given" in asked.text
    assert Person.objects.count() == 2
    assert first.cards.get(revoked_at=None).code == code
    assert "not the code of a card" in browser.post(register, {**told, "card": "?", "form_token": TOKENS[1]}).text


def test_who_gives_no_cards_is_not_asked_for_one(at_work, posted, harbour):
    nurse = at_work(posted("nurse", Role.HEALTH, harbour))
    assert 'name="card"' not in nurse.post(reverse("registration:register"), {"typed": "Sara"}).text


def test_the_search_says_what_a_printed_card_is_and_counts_it_as_no_guess(at_work, rita, omar, batch):
    code = code_of(batch)
    search = reverse("search:search")
    for _ in range(11):
        assert "nobody’s yet" in at_work(rita).post(search, {"typed": code}).text
    assert "opens no file here" in at_work(omar).post(search, {"typed": code}).text
    operations.spoil_one(by=rita, batch=batch, code=code)
    assert "spoiled or lost" in at_work(rita).post(search, {"typed": code}).text


def test_a_code_of_nobody_and_one_out_of_reach_ask_the_database_alike(rita, omar, batch, bilal):
    live = issue_card(by=rita, person=bilal).code
    counts = set()
    for code in (live, code_of(batch), rules.new_card_code()):
        with CaptureQueriesContext(connection) as asked:
            assert what_is(posting=omar, code=code) == Kind.UNKNOWN
        counts.add(len(asked))
    assert len(counts) == 1


def test_one_or_all_that_are_left_are_spoiled(at_work, rita, batch, bilal):
    browser, page = at_work(rita), reverse("cards:batch", args=[batch.public_id])
    bind_card(by=rita, person=bilal, code=code_of(batch, 3))
    browser.post(page, {"typed": code_of(batch)})
    assert "has this code" in browser.post(page, {"typed": rules.new_card_code()}).text
    assert queries.numbers_by_state(batch) == [(State.FREE, [2]), (State.GIVEN, [3]), (State.SPOILED, [1])]
    spoil = reverse("cards:spoil_rest", args=[batch.public_id])
    assert "1 card is spoiled" in browser.post(spoil, follow=True).text
    assert queries.numbers_by_state(batch) == [(State.GIVEN, [3]), (State.SPOILED, [1, 2])]
    assert "None of this batch" in browser.get(reverse("cards:sheet", args=[batch.public_id])).text
    with pytest.raises(NotFree):
        operations.spoil_one(by=rita, batch=batch, code=rules.new_card_code())


def test_another_centres_batch_is_not_there(at_work, omar, batch):
    for page in ("batch", "sheet"):
        assert at_work(omar).get(reverse(f"cards:{page}", args=[batch.public_id])).status_code == 404


def test_more_batches_and_more_cards_cost_no_more_queries(at_work, rita, harbour, django_assert_num_queries):
    browser = at_work(rita)
    one = BatchFactory(centre=harbour, with_cards=1)
    pages = [reverse("cards:batches")] + [reverse(f"cards:{n}", args=[one.public_id]) for n in ("batch", "sheet")]

    def asked():
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as found:
                browser.get(page)
            counts.append(len(found))
        return counts

    before = asked()
    for _ in range(4):
        BatchFactory(centre=harbour, with_cards=2)
        code = rules.new_card_code()
        BlankCard.objects.create(
            batch=one,
            number=one.blanks.count() + 1,
            token=f"{code}-token",
            sealed=operations.seal_card(code, owner=one.public_id, table=operations.TABLE),
        )
    assert asked() == before


@pytest.mark.parametrize("paper", Paper.values)
def test_a_persons_card_is_printed_on_any_paper(at_work, rita, bilal, paper):
    issue_card(by=rita, person=bilal)
    page = at_work(rita).get(reverse("cards:card", args=[bilal.public_id]), {"paper": paper}).text
    assert f'<div class="sheet {paper}"' in page
