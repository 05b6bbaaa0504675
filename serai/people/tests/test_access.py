import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.cards.operations.cards import issue_card
from serai.people import rules
from serai.people.access import in_hand, open_file
from serai.people.rules.reach import Reach
from serai.people.tests.factories import PersonFactory


def test_opening_a_file_is_in_the_trail_with_its_purpose(ruth, bilal):
    assert open_file(posting=ruth, public_id=bilal.public_id, purpose="service") == bilal

    entry = Entry.objects.get(act="person.opened")
    assert (entry.actor_id, entry.subject, entry.purpose) == (ruth.user_id, pseudonym(bilal), "service")


def test_another_centres_file_and_no_file_are_the_same_answer(omar, dima, bilal):
    for posting in (omar, dima):
        for public_id in (bilal.public_id, uuid.uuid4()):
            with pytest.raises(Http404):
                open_file(posting=posting, public_id=public_id, purpose="service")
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_the_trail_can_only_grow(ruth, bilal, sql):
    open_file(posting=ruth, public_id=bilal.public_id, purpose="service")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.count() == 1


def test_an_unknown_card_or_code_costs_what_a_known_one_costs(ruth, omar, bilal, harbour):
    """The number of questions to the database tells nothing."""
    revoked = issue_card(by=ruth, person=bilal).code
    live = issue_card(by=ruth, person=bilal, reason="lost").code
    known, unknown = (rules.file_code(centre="HAR", year=2026, number=number) for number in (7, 8))
    PersonFactory(code=known, registered_at=harbour)
    for kind, typed in (
        (rules.Kind.CARD, [rules.new_card_code(), revoked, live]),
        (rules.Kind.FILE, [unknown, known]),
    ):
        costs = set()
        for code in typed:
            with CaptureQueriesContext(connection) as asked:
                assert in_hand(posting=omar, read=rules.Reading(kind, code)) == (Reach.NONE, None)
            costs.add(len(asked))
        assert len(costs) == 1, (kind, costs)
