"""Keeping, opening, moving, removing: what the shelf and the rows hold, and what opens no more."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from serai.audit import restored
from serai.audit.models import Entry
from serai.centres import second_line
from serai.centres.choices import Role
from serai.files import packing, shelf
from serai.files.models import Paper
from serai.files.operations.papers import (
    HeldByLaw,
    NoConsent,
    Told,
    keep_paper,
    open_paper,
    remove_paper,
    seal_with_the_secret_key,
)
from serai.files.rules.drawing import draw
from serai.files.rules.papers import CannotKeep, Why
from serai.files.tests.conftest import shelf_of
from serai.keys.place import CannotOpen
from serai.people.choices import Decision, Purpose
from serai.people.holdings import declared
from serai.people.operations.consent import withdraw_consent
from serai.people.rules.consent import How
from serai.people.tests.factories import PersonFactory
from serai.privacy import marks
from serai.privacy.operations.erasing import erase
from serai.privacy.operations.holds import place_hold
from serai.vault import held
from tests.fuzz.papers import photo


def reread(paper: Paper) -> Paper:
    return Paper.objects.select_related("consent", "person").get(pk=paper.pk)


def shown(paper: Paper, by) -> bytes:
    paper = reread(paper)
    return open_paper(by=by, person=paper.person, paper=paper, purpose="service")


def held_content(paper: Paper) -> bytes:
    paper = reread(paper)
    key = packing.open_key(paper, person=paper.person.public_id)
    return packing.put_together(paper, shelf.taken(paper.stored_as), key=key)


def test_a_paper_comes_back_as_it_was_drawn_and_the_disk_holds_nothing_of_it(ruth, bilal, kept):
    drawn = draw(photo())
    paper = kept(bilal, photo())
    assert shown(paper, ruth) == drawn.content
    (path,) = shelf_of()
    assert path.name == paper.stored_as
    assert path.stat().st_mode & 0o777 == 0o600
    assert drawn.content[:64] not in path.read_bytes()
    assert str(paper.public_id) not in str(path)
    assert [line.act for line in Entry.objects.order_by("-pk")[:2]] == ["paper.opened", "paper.kept"]
    assert Entry.objects.get(act="paper.opened").purpose == "service"


def test_nothing_is_kept_without_a_yes_that_holds_today(ruth, bilal, agrees):
    def keep(kind="passport"):
        return keep_paper(by=ruth, person=bilal, told=Told(kind, uuid4()), drawn=draw(photo()))

    with pytest.raises(NoConsent):
        keep()
    agrees(bilal, purpose=Purpose.SERVICES_HERE)
    with pytest.raises(NoConsent):
        keep()
    agrees(bilal)
    with pytest.raises(NoConsent):
        keep("photo")  # a photo of the person is asked alone
    assert keep().consent.purpose == Purpose.PAPERS
    assert len(shelf_of()) == Paper.objects.count() == 1
    agrees(bilal, decision=Decision.REFUSED)
    with pytest.raises(NoConsent):
        keep()
    assert not Paper.objects.exists()
    agrees(bilal, how=How("verbal", "eng", certified=True, valid_until=timezone.localdate()))
    paper = keep()
    assert shown(paper, ruth)
    with time_machine.travel(timezone.now() + timedelta(days=1)), pytest.raises(NoConsent):
        shown(paper, ruth)


def test_a_form_sent_twice_is_one_paper(ruth, bilal, agrees):
    agrees(bilal)
    told = Told("passport", uuid4())
    assert keep_paper(by=ruth, person=bilal, told=told, drawn=draw(photo()))
    assert keep_paper(by=ruth, person=bilal, told=told, drawn=draw(photo())) is None
    assert len(shelf_of()) == 1


def test_a_person_has_so_much_room_and_no_more(ruth, bilal, agrees, settings, kept):
    settings.PAPERS_MEGABYTES = 0
    agrees(bilal)
    with pytest.raises(CannotKeep) as refused:
        keep_paper(by=ruth, person=bilal, told=Told("visa", uuid4()), drawn=draw(photo()))
    assert refused.value.why == Why.NO_ROOM
    assert shelf_of() == []


def test_what_the_trail_refuses_is_not_left_on_the_shelf(ruth, bilal, agrees):
    agrees(bilal)

    def fails(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "audit_entry"'):
            raise RuntimeError("the disk is full")
        return execute(sql, params, many, context)

    with pytest.raises(RuntimeError), connection.execute_wrapper(fails):
        keep_paper(by=ruth, person=bilal, told=Told("visa", uuid4()), drawn=draw(photo()))
    assert shelf_of() == []
    assert not Paper.objects.exists()


class TestSwaps:
    """Whoever writes the database and the shelf cannot show one person's paper as another's, nor an older key."""

    @pytest.fixture
    def two(self, bilal, amina, kept, agrees):
        proxy = How(
            "proxy", "eng", proxy_name="A", proxy_relation="parent", proxy_reason="Father, present", child_assented=True
        )
        agrees(amina, how=proxy)
        return kept(bilal), kept(PersonFactory(registered_at=bilal.registrations.get().centre), photo(mode="L"))

    @pytest.mark.parametrize("columns", [["stored_as"], ["key"], ["stored_as", "key"], ["person_id"]])
    def test_columns_put_into_another_row(self, two, columns, ruth):
        one, other = two
        before = {name: (getattr(one, name), getattr(other, name)) for name in columns}
        if "stored_as" in columns:
            Paper.objects.filter(pk=one.pk).update(stored_as="-")
        Paper.objects.filter(pk=other.pk).update(**{name: pair[0] for name, pair in before.items()})
        if "person_id" not in columns:
            Paper.objects.filter(pk=one.pk).update(**{name: pair[1] for name, pair in before.items()})
        with pytest.raises(CannotOpen):
            held_content(other)

    def test_bytes_put_into_another_file(self, two, ruth):
        one, other = (shelf._path(paper.stored_as) for paper in two)
        other.write_bytes(one.read_bytes())
        with pytest.raises(CannotOpen):
            shown(two[1], ruth)

    def test_one_bit_changed_or_the_end_cut_off(self, two, ruth):
        path = shelf._path(two[0].stored_as)
        whole = path.read_bytes()
        for changed in (
            whole[:-1],
            b"",
            whole + whole,
            bytes([whole[0] ^ 1]) + whole[1:],
            whole[:-1] + bytes([whole[-1] ^ 1]),
        ):
            path.write_bytes(changed)
            with pytest.raises(CannotOpen):
                shown(two[0], ruth)
        path.unlink()
        with pytest.raises(CannotOpen):
            shown(two[0], ruth)

    def test_pieces_out_of_order_or_left_out(self, two):
        paper = reread(two[0])
        key = packing.open_key(paper, person=paper.person.public_id)
        pieces = list(packing.pieces(paper, bytes(range(256)) * 4_000, key=key))
        assert len(pieces) == 4
        assert packing.put_together(paper, iter(pieces), key=key) == bytes(range(256)) * 4_000
        for wrong in (pieces[::-1], pieces[:3], pieces[1:], [pieces[0], *pieces[2:]], [*pieces, pieces[-1]], []):
            with pytest.raises(CannotOpen):
                packing.put_together(paper, iter(wrong), key=key)


def test_removing_destroys_key_and_file_and_stays_in_the_trail(ruth, bilal, kept, django_capture_on_commit_callbacks):
    paper, other = kept(bilal), kept(bilal)
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(by=ruth, paper=paper, reason="mistake")
    assert [path.name for path in shelf_of()] == [other.stored_as]
    assert not Paper.objects.filter(pk=paper.pk).exists()
    assert marks.mark_of_id(paper.public_id) in marks.kept()
    assert Entry.objects.get(act="paper.removed").detail == {"reason": "mistake", "kind": "passport"}


def test_on_legal_hold_nothing_is_taken_out_by_hand(ruth, bilal, kept, posted, agrees):
    paper = kept(bilal)
    until = timezone.localdate() + timedelta(days=30)
    place_hold(by=posted("daniel", Role.DATA_PROTECTION, None), person=bilal, reason="A claim is open.", until=until)
    with pytest.raises(HeldByLaw):
        remove_paper(by=ruth, paper=paper, reason="asked")
    withdraw_consent(by=ruth, consent=paper.consent, language="eng")
    assert len(shelf_of()) == 1
    with pytest.raises(NoConsent):
        shown(paper, ruth)


@pytest.mark.parametrize("how", ["taken back", "no"])
def test_what_a_legal_hold_kept_opens_for_nobody_after_a_new_yes(ruth, bilal, kept, posted, agrees, how):
    paper, today = kept(bilal), timezone.localdate()
    place_hold(by=posted("daniel", Role.DATA_PROTECTION, None), person=bilal, reason="A claim is open.", until=today)
    if how == "no":
        agrees(bilal, decision=Decision.REFUSED)
    else:
        withdraw_consent(by=ruth, consent=paper.consent, language="eng")
    new = kept(bilal)  # a new yes, for what is brought now
    assert shown(new, ruth)
    with pytest.raises(NoConsent):
        shown(paper, ruth)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        with pytest.raises(NoConsent):
            shown(paper, ruth)
        remove_paper(by=ruth, paper=reread(paper), reason="asked")
    assert [one.pk for one in Paper.objects.all()] == [new.pk]


def test_an_upgrade_marks_what_a_legal_hold_had_kept_before(ruth, bilal, kept, posted, agrees):
    paper, daniel = kept(bilal), posted("daniel", Role.DATA_PROTECTION, None)
    place_hold(by=daniel, person=bilal, reason="A claim is open.", until=timezone.localdate())
    agrees(bilal, decision=Decision.REFUSED)
    new = kept(bilal)
    Paper.objects.update(taken_back_at=None)
    import_module("serai.files.migrations.0003_mark_what_was_taken_back").fill(apps, None)
    assert reread(paper).taken_back_at
    assert reread(new).taken_back_at is None


def test_taking_the_consent_back_destroys_the_papers_at_once(
    ruth, bilal, kept, agrees, django_capture_on_commit_callbacks
):
    agrees(bilal, purpose=Purpose.PHOTO)
    paper, portrait = kept(bilal), kept(bilal, kind="photo")
    assert portrait.consent.purpose == Purpose.PHOTO
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(by=ruth, consent=reread(paper).consent, language="eng")
    assert list(Paper.objects.all()) == [portrait]
    assert [path.name for path in shelf_of()] == [portrait.stored_as]


def test_who_says_no_later_has_the_papers_destroyed(ruth, bilal, kept, agrees, django_capture_on_commit_callbacks):
    kept(bilal)
    with django_capture_on_commit_callbacks(execute=True):
        agrees(bilal, decision=Decision.REFUSED)
    agrees(bilal)
    assert not Paper.objects.exists()
    assert shelf_of() == []


def test_erasing_the_person_leaves_nothing_that_opens(ruth, bilal, kept, django_capture_on_commit_callbacks):
    """V7 for papers: not with the row as it was, the shelf as it was, and every key of the installation."""
    paper = reread(kept(bilal))
    (path,) = shelf_of()
    copy, person = path.read_bytes(), paper.person.public_id
    with django_capture_on_commit_callbacks(execute=True):
        erase(by=None, person=bilal)
    assert shelf_of() == []
    assert not Paper.objects.exists()
    path.write_bytes(copy)
    for which in (packing.SECRET, packing.VAULT):
        if which == packing.SECRET or held.is_held():
            paper.key = bytes(paper.key)[:2] + which.to_bytes(4) + bytes(len(paper.key) - 6)
            with pytest.raises(CannotOpen):
                packing.open_key(paper, person=person)


def test_a_paper_that_was_removed_does_not_come_back_with_a_backup(
    ruth, bilal, kept, django_capture_on_commit_callbacks
):
    paper, other = kept(bilal), kept(bilal)
    row, (sealed,) = reread(paper), [path for path in shelf_of() if path.name == paper.stored_as]
    content = sealed.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(by=ruth, paper=paper, reason="asked")
    row.save(force_insert=True)  # the backup brings both back
    sealed.write_bytes(content)
    with django_capture_on_commit_callbacks(execute=True), second_line.everywhere("as a restore does"):
        assert restored.declared()["papers removed since"]() == 1
        assert restored.declared()["papers removed since"]() == 0
    assert [path.name for path in shelf_of()] == [other.stored_as]
    assert [one.pk for one in Paper.objects.all()] == [other.pk]


def test_papers_move_with_their_person_and_the_older_key_opens_nothing(ruth, bilal, harbour, kept, agrees):
    """What a merge of two files will do, as the holding declares it."""
    paper, to = kept(bilal), PersonFactory(registered_at=harbour)
    agrees(to)
    before = reread(paper)
    (holding,) = [one for one in declared() if one.model is Paper]
    holding.move(Paper.objects.filter(person=bilal), to)
    after = reread(paper)
    assert (after.person_id, after.version) == (to.pk, 2)
    assert shown(after, ruth) == draw(photo()).content
    with pytest.raises(CannotOpen):
        packing.open_key(before, person=to.public_id)
    Paper.objects.filter(pk=paper.pk).update(key=bytes(before.key), version=before.version)
    with pytest.raises(CannotOpen):
        held_content(paper)


class TestTheInstallationsKey:
    @pytest.fixture(autouse=True)
    def _as_it_was(self):
        usual = held.main_key() if held.is_held() else b""
        yield
        held.hold(usual) if usual else held.let_go()

    def test_papers_open_after_the_database_was_encrypted_and_after_it_was_left_open(self, ruth, bilal, kept):
        held.let_go()
        one = kept(bilal)
        held.hold(bytes(range(32)))
        other = kept(bilal)
        assert shown(one, ruth) == shown(other, ruth) == draw(photo()).content
        assert seal_with_the_secret_key() == 2
        held.let_go()
        assert shown(one, ruth) == shown(other, ruth) == draw(photo()).content

    def test_neither_the_secret_key_nor_another_opens_a_paper_of_encrypted_data(self, ruth, bilal, kept):
        held.hold(bytes(range(32)))
        paper = kept(bilal)
        held.let_go()
        with pytest.raises(held.Locked):
            shown(paper, ruth)
        held.hold(bytes(32))
        with pytest.raises(CannotOpen):
            shown(paper, ruth)

    def test_another_secret_key_opens_nothing(self, ruth, bilal, kept, settings):
        held.let_go()
        paper = kept(bilal)
        settings.SECRET_KEY = "another" * 10
        with pytest.raises(CannotOpen):
            shown(paper, ruth)


def test_nothing_of_a_paper_is_in_the_database_or_in_any_file(ruth, bilal, kept):
    """V5 for papers: neither what it shows nor the name of what was sent."""
    kept(bilal, photo(mode="L"))
    drawn = draw(photo(mode="L")).content
    row = b"\n".join(str(value).encode() for value in Paper.objects.values_list().get())
    lying = row + b"".join(path.read_bytes() for path in settings.HOME.rglob("*") if path.is_file())
    for start in range(0, len(drawn) - 32, 500):
        assert drawn[start : start + 32] not in lying
    assert drawn[:32] in held_content(Paper.objects.get())
