"""Who reads a report, who never does, and what the rows tell."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from serai.audit.models import Entry as TrailEntry
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision
from serai.centres.operations.decisions import NotYoursToDecide, agree
from serai.centres.tests.factories import PostingFactory
from serai.complaints import operations, queries
from serai.complaints.choices import Clock
from serai.complaints.tests.conftest import MARK, SAID
from serai.keys.place import CannotOpen
from serai.sealed import packing
from serai.sealed.access import compartments_of, opened_here
from serai.sealed.choices import Kind
from serai.sealed.models import Admission, Compartment, Letter, Member
from serai.sealed.operations import compartments, files, network
from serai.sealed.rules import COVERS_A_SCREENING, FEWEST_COVERS


def entry(by, number=90, *, of=1, kind="acknowledged", words="Called back."):
    (compartment,) = compartments_of(posting=by)
    pk = operations.row_of(UUID(int=of))
    operations.write_entry(by=by, compartment=compartment, report=pk, token=UUID(int=number), kind=kind, words=words)


def everything() -> bytes:
    """Every value of every row of the whole database."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found += [value for row in cursor.fetchall() for value in row]
    return b"\n".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in found)


def test_the_focal_point_reads_what_was_written(reported, nadia, gabriel, opened, harbour):
    reported()
    (report,) = queries.reports(opened=opened(nadia))
    assert (report.told["what"], report.told["safe_way"]) == (SAID.what, SAID.safe_way)
    assert (report.centre, report.named, report.language) == (harbour.name, "", "Amharic")
    assert report.words["about"] == "Sexual exploitation or abuse"
    assert report.offered == ["A doctor or nurse"]


def test_the_writers_name_goes_along_only_when_they_want_it(reported, nadia, gabriel, opened):
    reported(1)
    reported(2, named=True)
    found = queries.reports(opened=opened(nadia))
    assert sorted(report.named for report in found) == ["", gabriel.user.display_name]
    assert [one.told["named"] for one in found if not one.named] == [None]


def test_no_table_holds_a_word_a_ticket_or_a_writer_and_no_line_is_in_the_trail(reported):
    """Statement 45; promise 20."""
    lines, tables = TrailEntry.objects.count(), everything()
    ticket = reported()
    assert TrailEntry.objects.count() == lines
    after = everything()
    assert not any(word.encode() in after for word in (MARK, "Mona", ticket, packing.UUID(int=1).hex))
    assert MARK.encode() not in tables
    assert {field.name for field in Letter._meta.get_fields()} == {"id", "compartment", "epoch", "body"}


def test_a_report_an_entry_and_a_letter_that_says_nothing_are_equally_long(reported, begun, nadia):
    reported(1)
    reported(2, told=replace(SAID, what="ب" * 2000))
    entry(nadia)
    network.cover(begun, count=1)
    assert Letter.objects.count() == 4
    assert len({len(bytes(letter.body)) for letter in Letter.objects.all()}) == 1


def test_the_same_form_sent_twice_is_one_report_with_one_ticket(reported):
    assert reported(4) == reported(4)
    assert Letter.objects.count() == 1


def test_what_would_be_longer_than_the_others_is_refused(reported):
    with pytest.raises(packing.TooLong):
        reported(told=replace(SAID, what="𐎠" * 2000))
    assert not Letter.objects.exists()


def test_without_a_reader_nothing_is_kept(gabriel):
    with pytest.raises(network.NobodyReads):
        operations.write_report(by=gabriel, token=UUID(int=1), told=SAID, named=False)
    assert not Letter.objects.exists()


def test_the_clocks_run_until_it_is_acknowledged_told_and_closed(reported, nadia, opened):
    reported()

    def due():
        (report,) = queries.reports(opened=opened(nadia))
        return (report.due.what if report.due else None), report.is_overdue

    assert due() == (Clock.ACKNOWLEDGE, False)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert due() == (Clock.ACKNOWLEDGE, True)
    entry(nadia, 91, kind="acknowledged")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert due() == (Clock.SAY, False)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert due() == (Clock.SAY, True)
    entry(nadia, 92, kind="told")
    assert due() == (None, False)
    entry(nadia, 93, kind="closed")
    (report,) = queries.reports(opened=opened(nadia))
    assert report.is_closed
    assert [one.kind for one in report.entries] == ["acknowledged", "told", "closed"]
    assert {one.by for one in report.entries} == {nadia.user.display_name}


def test_the_most_urgent_comes_first_and_the_closed_last(reported, nadia, opened):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        reported(1)
    reported(2)
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        reported(3)
    entry(nadia, of=3, kind="closed")
    found = [report.pk for report in queries.reports(opened=opened(nadia))]
    assert found == [operations.row_of(UUID(int=number)) for number in (1, 2, 3)]


def test_a_ticket_leads_to_its_report_and_another_to_none(reported, nadia, opened):
    ticket = reported(1)
    reported(2)
    assert queries.by_ticket(opened=opened(nadia), typed=ticket.lower()).pk == operations.row_of(UUID(int=1))
    assert queries.by_ticket(opened=opened(nadia), typed="0000-0000-0000") is None


# --- outside the centre -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.PSEA])
@pytest.mark.parametrize("place", ["centre", "network"])
def test_nobody_else_begins_wherever_they_work(posted, harbour, ring, role, place):
    posting = posted("somebody", role, harbour if place == "centre" else None)
    ring(posting)
    with pytest.raises(compartments.CannotSetUp):
        compartments.set_up(by=posting, kind=Kind.PSEA)


def test_a_focal_point_at_a_centre_or_with_another_role_does_not_begin(posted, harbour, ring):
    local, both = posted("local", Role.PSEA, harbour), posted("both", Role.PSEA, None)
    PostingFactory(user=both.user, role=Role.ADMINISTRATOR, centre=None)
    for posting in (local, both):
        ring(posting)
        with pytest.raises(compartments.CannotSetUp):
            compartments.set_up(by=posting, kind=Kind.PSEA)
    assert not Compartment.objects.exists()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SUPERVISOR, Role.GBV])
def test_two_persons_cannot_make_somebody_of_a_centre_a_reader(begun, nadia, posted, harbour, ring, opened, role):
    """C6: by rule, also when they were given the function beside their work at the centre."""
    local = posted("local", role, harbour)
    ring(local)
    with pytest.raises(compartments.NotOutside):
        compartments.propose(by=nadia, opened=opened(nadia), user=local.user)
    PostingFactory(user=local.user, role=Role.PSEA, centre=None)
    with pytest.raises(compartments.NotOutside):
        compartments.propose(by=nadia, opened=opened(nadia), user=local.user)
    assert not Decision.objects.exists()


def test_a_second_focal_point_comes_in_by_data_protection(reported, nadia, posted, harbour, ring, opened):
    reported()
    lila, selam = posted("lila", Role.PSEA, None), posted("selam", Role.SUPERVISOR, harbour)
    dima, daniel = posted("dima", Role.COORDINATOR, None), posted("daniel", Role.DATA_PROTECTION, None)
    adil, here = posted("adil", Role.ADMINISTRATOR, None), posted("dora", Role.DATA_PROTECTION, harbour)
    ring(lila)
    compartments.propose(by=nadia, opened=opened(nadia), user=lila.user)
    for other in (selam, dima, adil, lila, nadia, here):
        with pytest.raises(NotYoursToDecide):
            agree(by=other, decision=Decision.objects.get())
    at_harbour = PostingFactory(user=daniel.user, role=Role.MANAGER, centre=harbour)
    with pytest.raises(NotYoursToDecide):
        agree(by=daniel, decision=Decision.objects.get())
    at_harbour.delete()
    agree(by=daniel, decision=Decision.objects.get())
    compartments.hand_over(by=nadia, opened=opened(nadia), admission=Admission.objects.get())
    assert [report.told["what"] for report in queries.reports(opened=opened(lila))] == [SAID.what]


@pytest.mark.parametrize("when", ["before the yes", "before the key"])
def test_whoever_is_posted_to_a_centre_meanwhile_does_not_come_in(begun, nadia, posted, harbour, ring, opened, when):
    lila, daniel = posted("lila", Role.PSEA, None), posted("daniel", Role.DATA_PROTECTION, None)
    ring(lila)
    compartments.propose(by=nadia, opened=opened(nadia), user=lila.user)
    if when == "before the yes":
        PostingFactory(user=lila.user, role=Role.MANAGER, centre=harbour)
        with pytest.raises(CannotBeDone):
            agree(by=daniel, decision=Decision.objects.get())
        return
    agree(by=daniel, decision=Decision.objects.get())
    PostingFactory(user=lila.user, role=Role.MANAGER, centre=harbour)
    with pytest.raises(compartments.NotOutside):
        compartments.hand_over(by=nadia, opened=opened(nadia), admission=Admission.objects.get())
    assert Member.objects.count() == 1


def test_a_reader_who_is_posted_to_a_centre_reads_nothing_until_it_ends(reported, nadia, harbour, ring):
    reported()
    post = PostingFactory(user=nadia.user, role=Role.CASEWORKER, centre=harbour)
    assert opened_here(posting=nadia, ring=ring(nadia)) == []
    assert compartments_of(posting=nadia) == []
    post.ends_on = timezone.localdate() - timedelta(days=1)
    post.starts_on = post.ends_on
    post.save()
    assert len(opened_here(posting=nadia, ring=ring(nadia))) == 1


# --- what the rows tell -------------------------------------------------------------------------------------------


def test_every_unlocking_makes_every_row_anew_among_covers(reported, nadia, opened):
    reported(1)
    entry(nadia)
    before = set(Letter.objects.values_list("pk", flat=True))
    counts = set()
    for _ in range(3):
        files.clear_away(opened=[opened(nadia)])
        after = set(Letter.objects.values_list("pk", flat=True))
        assert not before & after
        before, counts = after, counts | {len(after)}
        (report,) = queries.reports(opened=opened(nadia))
        assert (report.told["what"], len(report.entries)) == (SAID.what, 1)
    assert min(counts) >= FEWEST_COVERS + 2
    assert max(counts) < 2 * FEWEST_COVERS + 2
    assert len({len(bytes(letter.body)) for letter in Letter.objects.all()}) == 1


def test_screenings_send_covers_by_chance(begun, harbour):
    """So that whoever counts rows between two unlockings cannot take the screenings off."""
    steps = []
    for _ in range(60):
        before = Letter.objects.count()
        files.send_letters(centre_id=harbour.pk, said={})
        steps.append(Letter.objects.count() - before)
    assert set(steps) == set(range(COVERS_A_SCREENING))


def test_a_new_key_seals_every_report_anew(reported, nadia, opened, ring):
    reported()
    old = opened(nadia).key
    compartments.change_key(by=nadia, opened=opened(nadia))
    (letter,) = Letter.objects.select_related("compartment")
    assert letter.epoch == 2
    with pytest.raises(CannotOpen):
        packing.read_letter(letter, private=old)
    assert len(queries.reports(opened=opened(nadia))) == 1


def test_looking_opening_and_writing_leave_the_same_line(reported, nadia, begun):
    reported()
    network.note(by=nadia, compartment=begun, did="opened")
    network.note(by=nadia, compartment=begun, did="opened", what=str(UUID(int=1)))
    entry(nadia)
    lines = TrailEntry.objects.filter(actor=nadia.user).order_by("-seq")[:3]
    assert {(line.act, line.subject, line.person, line.purpose) for line in lines} == {("sealed.opened", "", "", "")}
    assert len({len(line.detail["box"]) for line in lines}) == 1
