"""Unlocking clears away what is about people who were erased, and nothing else."""

import pytest
from django.urls import reverse

from serai.duplicates.operations.merging import merge
from serai.sealed.choices import Kind
from serai.sealed.models import Entry, Letter, SealedFile
from serai.sealed.operations import files
from serai.sealed.queries import files as queries
from serai.sealed.tests.test_operations import SAID, letter_about, read
from serai.teams.tests.factories import keep_to


@pytest.fixture
def about(gbv, grace, selam, rita, opened, bilal, amina):
    """Something is sealed about Bilal, whose file is then kept to a team, or goes into Amina's."""

    def make(how):
        files.write(by=grace, opened=opened(grace), person=bilal, written=SAID)
        files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(bilal)})
        if how == "kept to a team":
            keep_to(bilal, grace, rita)
            return bilal
        merge(by=selam, kept=amina, gone=bilal)
        return amina

    return make


@pytest.mark.parametrize("how", ["kept to a team", "gone into another"])
@pytest.mark.parametrize("act", ["unlock", "change_key"])
def test_another_reader_takes_nothing_away_that_they_do_not_reach(
    about, reads_too, ruth, grace, unlocked, opened, how, act
):
    """Ruth reads this class as well, and is not in the team: to her there is no such file, and it must not go."""
    person = about(how)
    browser = unlocked(reads_too(ruth))
    if act == "change_key":
        browser.post(reverse("sealed:change_key", args=[Kind.GBV]))
        assert opened(grace).compartment.epoch == 2
    assert (SealedFile.objects.count(), Entry.objects.count(), Letter.objects.count()) == (1, 1, 1)
    assert read(opened(grace), person) == [SAID.words]
    (waiting,) = queries.letters(posting=grace, opened=opened(grace))
    assert waiting.person == person
