"""A yes that is not, or no longer, of who has to say it lets nothing out."""

from datetime import date

import pytest

from serai.people.choices import ConsentForm, GuardianTold
from serai.people.rules import born_on
from serai.people.rules.consent import How
from serai.referrals import access, operations
from serai.referrals.tests.factories import sent
from serai.sharing.rules.speaking import still_counts

TODAY = date(2026, 11, 22)
OWN = How(ConsentForm.VERBAL, "amh", certified=True)
MOTHERS = How(ConsentForm.PROXY, "amh", proxy_name="Hana", proxy_relation="parent", child_assented=True)
KNOWN = How(ConsentForm.VERBAL, "amh", certified=True, guardian_told=GuardianTold.values[0])


@pytest.mark.parametrize(
    ("how", "said_on", "born", "counts"),
    [
        (OWN, date(2026, 11, 1), date(2000, 1, 1), True),
        (OWN, date(2026, 11, 1), date(2013, 1, 1), False),  # a child after all: nobody answered for them
        (OWN, date(2026, 11, 1), date(2010, 1, 1), False),  # sixteen: nobody said whether a guardian knows
        (KNOWN, date(2026, 11, 1), date(2010, 1, 1), True),
        (OWN, date(2026, 11, 1), date(2008, 11, 2), False),  # seventeen that day, eighteen since
        (KNOWN, date(2026, 11, 1), date(2008, 11, 2), True),  # their own word then is theirs now
        (MOTHERS, date(2026, 11, 1), date(2013, 1, 1), True),
        (MOTHERS, date(2026, 11, 1), date(2011, 11, 22), False),  # fifteen today: who grew up is asked
        (MOTHERS, date(2026, 11, 1), date(2011, 11, 23), True),  # tomorrow
        (MOTHERS, date(2020, 11, 1), date(2008, 1, 1), False),
        (MOTHERS, date(2026, 11, 1), date(1990, 1, 1), True),  # somebody answers for an adult who cannot
    ],
)
def test_whose_yes_it_is(how, said_on, born, counts):
    assert still_counts(how=how, purpose="referral", said_on=said_on, birth=born_on(born), today=TODAY) is counts


def test_what_was_sent_for_an_adult_is_read_no_more_when_they_are_a_child(ruth, bilal):
    """Nothing more leaves, and what left is no longer read, until who has to answer has answered."""
    left = sent(by=ruth, person=bilal)
    assert access.fields_that_may_be_seen(left, method="paper")
    bilal.born_earliest = bilal.born_latest = date(2014, 1, 1)
    bilal.save()
    left.person.refresh_from_db()
    assert not access.fields_that_may_be_seen(left, method="paper")
    with pytest.raises(operations.CannotSend):
        operations.print_letter(by=ruth, referral=left)
