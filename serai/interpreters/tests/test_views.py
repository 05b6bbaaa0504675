"""The list, the record, the refusal, and the count of what was missing."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.interpreters import queries
from serai.interpreters.models import Conversation, Interpreter, NotWanted
from serai.interpreters.operations import Told, Unwanted, decline, note_conversation
from serai.interpreters.tests.factories import ConversationFactory, InterpreterFactory
from serai.people.models import Registration
from serai.people.operations import consent
from serai.people.rules.consent import Said
from serai.people.tests.factories import PersonFactory
from serai.referrals.tests.factories import SPOKEN
from serai.screening.tests.factories import ScreeningFactory
from serai.teams.tests.factories import keep_to

TOLD = {
    "name": "Selamawit",
    "sex": "female",
    "modes": ["in_person", "phone"],
    "oath_signed_on": "2026-01-05",
    "is_active": "on",
    "language_1": "tir",
    "dialect_1": "Adigrat",
    "language_2": "amh",
    "days_1": ["0", "2"],
    "opens_1": "08:00",
    "closes_1": "12:00",
}


@pytest.fixture
def hana(posted, harbour):
    return posted("hana", Role.MANAGER, harbour)


def page(name, person):
    return reverse(f"interpreters:{name}", args=[person.public_id])


def test_a_manager_adds_an_interpreter_with_languages_oath_and_hours(at_work, hana, harbour):
    browser = at_work(hana)
    words = browser.post(reverse("interpreters:add"), TOLD, follow=True).text
    one = Interpreter.objects.get()
    assert [(t.language, t.dialect) for t in one.tongues.order_by("pk")] == [("tir", "Adigrat"), ("amh", "")]
    assert {(h.weekday, h.centre_id) for h in one.hours.all()} == {(0, harbour.pk), (2, harbour.pk)}
    assert "Selamawit" in words
    assert "Tigrinya (Adigrat)" in words
    assert "Wednesday" in words
    assert Entry.objects.filter(act="interpreter.added").exists()
    edit = reverse("interpreters:edit", args=[one.public_id])
    assert 'value="08:00"' in browser.get(edit).text
    browser.post(edit, {**TOLD, "language_2": "", "days_1": ["4"], "version": 1})
    one.refresh_from_db()
    assert [t.language for t in one.tongues.all()] == ["tir"]
    assert [h.weekday for h in one.hours.all()] == [4]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"closes_1": "07:00"}, "Say from when until when on these days."),
        ({"oath_until": "2025-01-01"}, "Say on which day it was signed"),
        ({"language_1": ""}, "This field is required."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(at_work, hana, wrong, sentence):
    words = at_work(hana).post(reverse("interpreters:add"), TOLD | wrong).text
    assert sentence in words
    assert "Selamawit" in words
    assert not Interpreter.objects.exists()


def test_the_second_editor_is_told_and_loses_nothing(at_work, hana, harbour):
    one = InterpreterFactory(at=harbour)
    edit = reverse("interpreters:edit", args=[one.public_id])
    browser = at_work(hana)
    browser.post(edit, {**TOLD, "name": "First", "version": 1})
    words = browser.post(edit, {**TOLD, "name": "Second", "version": 1}).text
    assert "A colleague changed this meanwhile." in words
    assert "Second" in words
    one.refresh_from_db()
    assert one.name == "First"


def test_hours_at_another_centre_stay(at_work, hana, station):
    one = InterpreterFactory(at=station)
    at_work(hana).post(reverse("interpreters:edit", args=[one.public_id]), {**TOLD, "version": 1})
    assert one.hours.filter(centre=station).count() == 7


def test_a_receptionist_reads_the_list_and_does_not_change_it(at_work, rita, harbour):
    InterpreterFactory(at=harbour, name="Sworn")
    InterpreterFactory(at=harbour, name="Unsworn", oath_signed_on=None)
    browser = at_work(rita)
    words = browser.get(reverse("interpreters:list")).text
    assert words.count("No oath that holds") == 1
    assert browser.get(reverse("interpreters:add")).status_code == 403
    assert browser.get(reverse("interpreters:needs")).status_code == 403


def test_who_interpreted_is_noted_once_and_stands_on_the_persons_page(at_work, ruth, harbour, bilal):
    one = InterpreterFactory(at=harbour, name="Selamawit")
    browser = at_work(ruth)
    told = {"language": "tir", "mode": "phone", "interpreter": one.pk}
    browser.post(page("conversation", bilal), told)
    browser.post(page("conversation", bilal), told)
    noted = Conversation.objects.get()
    assert (noted.interpreter, noted.interpreter_mode, noted.language) == (one, "phone", "tir")
    assert (noted.sex, noted.age_band) == (bilal.sex, bilal.band_on(noted.on))
    file = browser.get(reverse("people:file", args=[bilal.public_id]) + "?why=service").text
    assert "Selamawit" in file


def test_nobody_who_was_not_there_has_interpreted(at_work, ruth, harbour, bilal):
    one = InterpreterFactory(at=harbour)
    told = {"language": "tir", "mode": "none_available", "interpreter": one.pk}
    assert "say how" in at_work(ruth).post(page("conversation", bilal), told).text
    assert not Conversation.objects.exists()


def test_an_interpreter_whom_the_person_does_not_want_is_never_offered_again(at_work, ruth, omar, harbour, bilal):
    """Nor at any other centre, nor to anybody else's loss; and nobody is asked why."""
    one = InterpreterFactory(at=harbour, name="Selamawit")
    browser = at_work(ruth)
    asked = browser.get(page("decline", bilal)).text
    assert "Do not ask why" in asked
    assert "<textarea" not in asked
    browser.post(page("decline", bilal), {"interpreter": one.pk})
    assert NotWanted.objects.get().interpreter == one
    form = browser.get(page("conversation", bilal)).context["form"]
    assert one.pk not in dict(form.fields["interpreter"].choices)
    other = PersonFactory(registered_at=harbour)
    assert queries.offered(person=other, on=date(2026, 11, 22), centre_id=harbour.pk) == [one]
    assert queries.offered(person=bilal, on=date(2026, 11, 22), centre_id=omar.here) == []
    with pytest.raises(Unwanted):
        note_conversation(by=ruth, person=bilal, told=Told("tir", "phone", one), on=date(2026, 11, 22))


def test_only_sworn_interpreters_are_offered_own_sex_first(harbour, amina):
    for name, sex, oath in [("A", "male", "2026-01-01"), ("B", "female", "2026-01-01"), ("C", "female", None)]:
        InterpreterFactory(name=name, sex=sex, oath_signed_on=oath, at=harbour)
    found = queries.offered(person=amina, on=date(2026, 11, 22), centre_id=harbour.pk)
    assert [one.name for one in found] == ["B", "A"]


def test_what_desks_already_keep_is_counted_and_not_written_twice(at_work, hana, ruth, harbour, bilal):
    """A registration, a consent, quick screening and a conversation of one day are one need."""
    today = timezone.localdate()
    Registration.objects.filter(person=bilal).update(
        registered_on=today, interview_language="tir", interpreter_mode="none_available"
    )
    how = replace(SPOKEN, language="tir", interpreter_mode="none_available")
    consent.record_consent(by=ruth, person=bilal, said=[Said("services_here", "granted")], how=how)
    ScreeningFactory(person=bilal, centre=harbour, language="tir", interpreter_mode="none_available", filled_on=today)
    ConversationFactory(person=bilal, centre=harbour, on=today, recorded_by=ruth.user)
    found = queries.needs(posting=hana, month=today.replace(day=1))
    assert [(row["language"], row["numbers"]) for row in found["languages"]] == [("Tigrinya", [1, 0, 0, 1, 0])]
    assert "Tigrinya" in at_work(hana).get(reverse("interpreters:needs")).text


@pytest.mark.parametrize("source", ["registration", "screening"])
def test_each_source_alone_is_counted_for_who_reads_it(posted, hana, harbour, bilal, source):
    """What a screening keeps, for who reads screenings: a supervisor, not the manager."""
    today = timezone.localdate()
    if source == "registration":
        Registration.objects.filter(person=bilal).update(
            registered_on=today, interview_language="som", interpreter_mode="companion"
        )
    else:
        ScreeningFactory(person=bilal, centre=harbour, language="som", interpreter_mode="companion", filled_on=today)
    selam = posted("selam", Role.SUPERVISOR, harbour)
    (row,) = queries.needs(posting=selam, month=today.replace(day=1))["days"]
    assert (row["day"], row["language"], row["numbers"]) == (today, "Somali", [1, 0, 1, 0, 0])
    assert bool(queries.needs(posting=hana, month=today.replace(day=1))["days"]) is (source == "registration")


def test_needs_of_another_centre_and_of_kept_files_are_not_counted(posted, hana, ruth, harbour, station, bilal):
    today = timezone.localdate()
    ConversationFactory(person=PersonFactory(registered_at=station), centre=station, on=today, recorded_by=ruth.user)
    ConversationFactory(person=bilal, centre=harbour, on=today, recorded_by=ruth.user)
    keep_to(bilal, ruth, posted("selam", Role.SUPERVISOR, harbour))
    assert queries.needs(posting=hana, month=today.replace(day=1))["days"] == []


def test_the_network_reads_the_months_figures_and_no_running_count(at_work, dima, ruth, harbour, bilal):
    """A centre's seven, read today, less the network's nine of the figures, would be another centre's two."""
    ConversationFactory(person=bilal, centre=harbour, on=timezone.localdate(), recorded_by=ruth.user)
    assert at_work(dima).get(reverse("interpreters:needs")).status_code == 403
    assert queries.needs(posting=dima, month=timezone.localdate().replace(day=1))["languages"] == []


def test_no_such_month_is_no_page(at_work, hana):
    assert at_work(hana).get(reverse("interpreters:needs") + "?month=2026-99").status_code == 404


def test_out_of_reach_is_as_missing(at_work, omar, bilal):
    browser = at_work(omar)
    for name in ("conversation", "decline"):
        assert browser.get(page(name, bilal)).status_code == 404


def test_a_refusal_said_twice_is_one(ruth, bilal):
    one = InterpreterFactory()
    for _ in range(2):
        decline(by=ruth, person=bilal, interpreter=one, on=date(2026, 11, 22))
    assert NotWanted.objects.count() == 1


def test_lists_do_not_ask_more_when_they_grow(django_assert_num_queries, hana, ruth, harbour, bilal):
    today = timezone.localdate()

    def everything():
        found = queries.everybody(posting=hana, on=today)
        list(map(queries.words_for, queries.offered(person=bilal, on=today, centre_id=harbour.pk)))
        for row in found["here"]:
            assert row["interpreter"].hours.all()
        for one in queries.panel(posting=ruth, person=bilal)["conversations"]:
            assert one.interpreter is None or one.interpreter.name
        queries.needs(posting=hana, month=today.replace(day=1))

    def grow():
        one = InterpreterFactory(at=harbour)
        ConversationFactory(
            person=bilal, centre=harbour, on=today, interpreter=one, interpreter_mode="phone", recorded_by=ruth.user
        )

    grow()
    with django_assert_num_queries(11):
        everything()
    for _ in range(4):
        grow()
    with django_assert_num_queries(11):
        everything()
