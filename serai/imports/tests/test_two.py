"""An import makes files of people who are said to have agreed: two persons answer for it."""

import pytest
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision
from serai.centres.operations import decisions
from serai.imports.choices import ImportState
from serai.imports.models import ImportBatch
from serai.imports.tests.tables import as_csv
from serai.imports.tests.test_imports import here, imported, map_all, run
from serai.people.models import Person


@pytest.fixture
def dora(posted, harbour):
    return posted("dora", Role.DATA_OFFICER, harbour)


@pytest.fixture
def selam(posted, harbour):
    return posted("selam", Role.SUPERVISOR, harbour)


@pytest.fixture
def browser(at_work, dora):
    return at_work(dora)


@pytest.fixture
def asked(browser, selam, harbour) -> ImportBatch:
    return imported(browser, harbour, as_csv())


def test_nothing_is_imported_before_a_second_person_has_agreed(browser, at_work, selam, asked):
    assert asked.state == ImportState.ASKED
    assert not Person.objects.exists()
    assert "A second person has to agree" in browser.get(here("file", asked)).text
    url = reverse("centres:decision", args=[Decision.objects.get().public_id])
    page = at_work(selam).get(url).text
    assert "kobo.csv" in page
    assert "Written, signed by the person" in page

    at_work(selam).post(url, {"answer": "agree"})
    run(browser, asked)

    assert Person.objects.exists()
    assert Entry.objects.get(act="import.agreed").actor == selam.user


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_PROTECTION])
def test_the_manager_or_data_protection_may_be_the_second(asked, posted, harbour, role):
    second = posted("second", role, None if role == Role.DATA_PROTECTION else harbour)
    decisions.agree(by=second, decision=Decision.objects.get())
    asked.refresh_from_db()
    assert asked.state == ImportState.TAKING


@pytest.mark.parametrize("who", ["dora", "ruth", "dima", "another", "elsewhere"])
def test_nobody_else_is_and_least_of_all_who_asked(asked, dora, ruth, dima, posted, harbour, station, who):
    someone = {"dora": dora, "ruth": ruth, "dima": dima}.get(who) or posted(
        who, *((Role.DATA_OFFICER, harbour) if who == "another" else (Role.SUPERVISOR, station))
    )
    with pytest.raises(decisions.NotYoursToDecide):
        decisions.agree(by=someone, decision=Decision.objects.get())
    asked.refresh_from_db()
    assert asked.state == ImportState.ASKED


def test_what_was_matched_anew_is_not_what_was_agreed_to(browser, asked, selam):
    first = Decision.objects.get()
    map_all(browser, asked, consent_form="verbal")
    with pytest.raises(CannotBeDone):
        decisions.agree(by=selam, decision=first)
    browser.post(here("answers", asked), {})
    run(browser, asked)
    browser.post(here("take", asked), {"rows": ""})
    with pytest.raises(CannotBeDone):
        decisions.agree(by=selam, decision=first)
    decisions.agree(by=selam, decision=Decision.objects.latest("pk"))


def test_it_can_be_asked_again_when_nobody_answered(browser, asked, selam):
    decisions.refuse(by=selam, decision=Decision.objects.get())
    browser.post(here("take", asked))
    decisions.agree(by=selam, decision=Decision.objects.latest("pk"))
    run(browser, asked)
    assert Person.objects.exists()


def test_a_file_that_was_discarded_meanwhile_is_not_imported(browser, asked, selam):
    browser.post(here("discard", asked))
    with pytest.raises(CannotBeDone):
        decisions.agree(by=selam, decision=Decision.objects.get())


def test_where_nobody_ever_could_be_the_second_it_begins_at_once(browser, harbour):
    assert imported(browser, harbour, as_csv()).state == ImportState.TAKEN
