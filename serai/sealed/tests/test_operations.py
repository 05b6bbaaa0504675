"""Who reads, who does not, and what becomes unreadable when."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.accounts.models import User
from serai.accounts.operations import confirm_owner
from serai.audit.models import Entry as TrailEntry
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import InOtherHands, NotYoursToDecide, agree
from serai.centres.operations.postings import renew_password
from serai.keys.place import CannotOpen
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from serai.privacy.operations.erasing import erase
from serai.sealed import packing
from serai.sealed.access import Opened, opened_here
from serai.sealed.choices import Kind
from serai.sealed.models import Admission, Entry, KeyCopy, Letter, Member, OwnKey, PersonKey, Recovery, SealedFile
from serai.sealed.operations import compartments, files, own_key, recovery
from serai.sealed.operations.files import Written
from serai.sealed.queries import files as queries
from serai.sealed.queries import readers
from serai.sealed.tests.conftest import WORDS

DAY = date(2026, 11, 20)
SAID = Written("note", "She said it began in Metema.", DAY, "Call the clinic", date(2026, 11, 23))


@pytest.fixture
def written(gbv, grace, opened, bilal):
    files.write(by=grace, opened=opened(grace), person=bilal, written=SAID)
    return SealedFile.objects.get()


def read(opened_by, person):
    notes = queries.notes_of(opened=opened_by, person=person)
    return None if notes is None else [note.words for note in notes]


def test_a_reader_reads_what_was_written(written, grace, opened, bilal, amina):
    (note,) = queries.notes_of(opened=opened(grace), person=bilal)
    assert (note.kind, note.words, note.on) == ("note", SAID.words, DAY)
    assert (note.next_step, note.due_on, note.by) == ("Call the clinic", SAID.due_on, grace.user.display_name)
    assert queries.notes_of(opened=opened(grace), person=amina) is None


def test_no_column_names_the_person_or_holds_the_words(written, bilal):
    rows = [*SealedFile.objects.values(), *Entry.objects.values()]
    assert not any(field.related_model is Person for model in (SealedFile, Entry) for field in model._meta.get_fields())
    for value in (v for row in rows for v in row.values()):
        told = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        assert str(bilal.public_id).encode() not in told
        assert b"Metema" not in told


def test_the_same_form_sent_twice_is_one_entry(gbv, grace, opened, bilal):
    twice = Written("note", "Once.", DAY, token=packing.UUID(int=5))
    for _ in range(2):
        files.write(by=grace, opened=opened(grace), person=bilal, written=twice)
    assert read(opened(grace), bilal) == ["Once."]


def test_moving_a_sealed_value_to_another_row_is_refused(written, grace, opened, bilal, amina):
    """V6, on the rows themselves: an entry of one person shown as another's, a file's body under another file."""
    files.write(by=grace, opened=opened(grace), person=amina, written=Written("note", "Another story.", DAY))
    one, other = SealedFile.objects.all()
    entry = Entry.objects.get(file=one)
    Entry.objects.filter(pk=entry.pk).update(file=other)
    with pytest.raises(CannotOpen):
        [read(opened(grace), person) for person in (bilal, amina)]
    Entry.objects.filter(pk=entry.pk).update(file=one)
    SealedFile.objects.filter(pk=one.pk).update(body=other.body)
    with pytest.raises(CannotOpen):
        [read(opened(grace), person) for person in (bilal, amina)]


def test_only_the_function_begins_and_only_once(gbv, grace, selam, ring, posted, harbour):
    for role in (Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR, Role.CASEWORKER):
        posting = posted(f"some {role}", role, harbour)
        ring(posting)
        with pytest.raises(compartments.CannotSetUp):
            compartments.set_up(by=posting, kind=Kind.GBV)
    with pytest.raises(compartments.CannotSetUp):
        compartments.set_up(by=grace, kind=Kind.GBV)
    with pytest.raises(compartments.NoKeyYet):
        compartments.set_up(by=posted("tariq", Role.TRAFFICKING, harbour), kind=Kind.TRAFFICKING)


def test_a_reader_comes_in_by_two_persons_and_a_key(gbv, grace, selam, ruth, ring, opened):
    ring(ruth)
    compartments.propose(by=grace, opened=opened(grace), user=ruth.user)
    decision = Decision.objects.get()
    assert not Admission.objects.exists()
    for alone in (grace, ruth):
        with pytest.raises(NotYoursToDecide):
            agree(by=alone, decision=decision)
    agree(by=selam, decision=decision)
    assert not opened_here(posting=ruth, ring=ring(ruth))
    compartments.hand_over(by=grace, opened=opened(grace), admission=Admission.objects.get())
    assert opened(ruth).keys == opened(grace).keys


@pytest.mark.parametrize("since", ["the asker reads no longer", "the newcomer works no longer"])
def test_nobody_is_let_in_on_the_word_of_who_was_put_out(
    gbv, grace, selam, ruth, reads_too, ring, opened, posted, since
):
    """Ruth asks for an accomplice; before the supervisor says yes, her key is taken away, or the accomplice leaves."""
    reads_too(ruth)
    pia = posted("pia", Role.CASEWORKER, grace.centre)
    ring(pia)
    compartments.propose(by=ruth, opened=opened(ruth), user=pia.user)
    if since == "the asker reads no longer":
        compartments.remove(by=grace, opened=opened(grace), member=Member.objects.get(user=ruth.user))
    else:
        Posting.objects.filter(pk=pia.pk).update(ends_on=date(2020, 1, 2), starts_on=date(2020, 1, 1))
    with pytest.raises(CannotBeDone):
        agree(by=selam, decision=Decision.objects.latest("pk"))
    assert not Admission.objects.exists()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CASEWORKER, Role.HEALTH])
def test_others_do_not_agree_to_a_reader(gbv, grace, ruth, ring, opened, posted, harbour, role):
    ring(ruth)
    compartments.propose(by=grace, opened=opened(grace), user=ruth.user)
    with pytest.raises(NotYoursToDecide):
        agree(by=posted("somebody", role, harbour), decision=Decision.objects.get())


def test_a_newcomer_reads_what_was_written_before(written, reads_too, ruth, opened, bilal):
    assert read(opened(reads_too(ruth)), bilal) == [SAID.words]


def test_whoever_is_removed_opens_nothing_that_is_written_from_then_on(written, reads_too, ruth, grace, opened, bilal):
    """With every key they ever had, and the whole database of later."""
    before = opened(reads_too(ruth))
    old_file_key = _file_key(written, before, bilal)
    compartments.remove(by=grace, opened=opened(grace), member=Member.objects.get(user=ruth.user))
    files.write(by=grace, opened=opened(grace), person=bilal, written=Written("note", "After she left.", DAY))
    assert read(opened(grace), bilal) == ["After she left.", SAID.words]

    file = SealedFile.objects.get()
    assert not KeyCopy.objects.filter(member__user=ruth.user).exists()
    assert bytes(file.token) != before.token(bilal.public_id)
    for private in before.keys.values():
        with pytest.raises(CannotOpen):
            packing.person_of(file, private=private)
    for entry in Entry.objects.all():
        with pytest.raises(CannotOpen):
            packing.read_entry(entry, file, key=old_file_key)


def _file_key(file, opened_by, person):
    key = bytes(PersonKey.objects.get(person=person).key)
    _, within = packing.person_of(file, private=opened_by.key)
    return packing.file_key(file, within=within, person_key=key)


def test_somebody_who_leaves_has_no_copy_and_the_next_reader_is_told(gbv, reads_too, ruth, grace, opened):
    compartments.leave(by=reads_too(ruth), compartment=gbv)
    assert opened(grace).compartment.needs_new_key
    renewed = compartments.change_key(by=grace, opened=opened(grace))
    assert renewed.compartment.epoch == 2
    assert not opened(grace).compartment.needs_new_key
    assert set(opened(grace).keys) == {1, 2}


def test_writing_with_the_key_of_before_is_refused(gbv, grace, opened, bilal):
    stale = opened(grace)
    compartments.change_key(by=grace, opened=opened(grace))
    with pytest.raises(compartments.KeyChanged):
        files.write(by=grace, opened=stale, person=bilal, written=SAID)
    with pytest.raises(compartments.KeyChanged):
        compartments.change_key(by=grace, opened=stale)
    assert not SealedFile.objects.exists()


def test_everybody_at_the_centre_has_a_person_key_so_that_having_one_says_nothing(amina, written, bilal, station):
    elsewhere = PersonFactory(registered_at=station)
    assert set(PersonKey.objects.values_list("person", flat=True)) == {bilal.pk, amina.pk}
    assert elsewhere.pk not in PersonKey.objects.values_list("person", flat=True)


def test_erasing_a_person_makes_their_sealed_files_unreadable_to_everybody(written, grace, opened, bilal, amina):
    """The person's key goes with the person; nobody asks whether there was a sealed file."""
    files.write(by=grace, opened=opened(grace), person=amina, written=Written("note", "Amina's.", DAY))
    key = bytes(PersonKey.objects.get(person=bilal).key)
    erase(by=None, person=bilal)
    assert not PersonKey.objects.filter(key=key).exists()
    assert [row.person for row in queries.caseload(posting=grace, opened=opened(grace)).rows] == [amina]
    assert read(opened(grace), amina) == ["Amina's."]
    _person, within = packing.person_of(written, private=opened(grace).key)
    with pytest.raises(CannotOpen):
        packing.file_key(written, within=within, person_key=bytes(PersonKey.objects.get(person=amina).key))


@pytest.mark.parametrize("when", ["the next unlocking", "the next key"])
def test_the_unreadable_rows_go_when_a_reader_comes(written, grace, opened, bilal, amina, when):
    files.write(by=grace, opened=opened(grace), person=amina, written=Written("note", "Amina's.", DAY))
    files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(bilal)})
    files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(amina)})
    erase(by=None, person=bilal)
    if when == "the next key":
        compartments.change_key(by=grace, opened=opened(grace))
    else:
        files.clear_away(opened=[opened(grace)])
        assert Letter.objects.count() == 1
    assert (SealedFile.objects.count(), Entry.objects.count()) == (1, 1)
    assert read(opened(grace), amina) == ["Amina's."]


def test_somebody_whose_key_was_destroyed_begins_anew(written, grace, opened, bilal):
    PersonKey.objects.all().delete()
    assert read(opened(grace), bilal) is None
    files.write(by=grace, opened=opened(grace), person=bilal, written=Written("note", "Back again.", DAY))
    assert read(opened(grace), bilal) == ["Back again."]


# --- letters ------------------------------------------------------------------------------------------------------


def letter_about(person, **more):
    said = {
        "person": str(person.public_id),
        "led_by": ["told_violence:yes"],
        "urgency": "high",
        "instrument": "quick_1",
    }
    return said | {"at": "2026-11-20T09:00:00+00:00", "due": "2026-11-20T10:00:00+00:00"} | more


def test_a_letter_is_read_by_readers_and_put_into_the_file(gbv, grace, opened, bilal):
    files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(bilal)})
    (waiting,) = queries.letters(posting=grace, opened=opened(grace))
    assert (waiting.person, waiting.led_by, waiting.is_overdue) == (bilal, ["told_violence:yes"], True)
    files.take_letter(by=grace, opened=opened(grace), letter=waiting.letter, person=bilal)
    (note,) = queries.notes_of(opened=opened(grace), person=bilal)
    assert (note.kind, note.led_by) == ("letter", ["told_violence:yes"])
    assert not Letter.objects.exists()


def test_letters_with_and_without_words_are_equally_long(gbv, grace, opened, bilal):
    files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(bilal)})
    files.send_letters(centre_id=grace.here, said={})
    assert len({len(bytes(letter.body)) for letter in Letter.objects.all()}) == 1
    files.clear_away(opened=[opened(grace)])
    assert Letter.objects.count() == 1
    assert len(queries.letters(posting=grace, opened=opened(grace))) == 1


def test_a_letter_of_before_the_next_key_is_still_read(gbv, grace, opened, bilal):
    files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(bilal)})
    compartments.change_key(by=grace, opened=opened(grace))
    (waiting,) = queries.letters(posting=grace, opened=opened(grace))
    files.take_letter(by=grace, opened=opened(grace), letter=waiting.letter, person=bilal)
    assert read(opened(grace), bilal) == [""]


# --- own keys -----------------------------------------------------------------------------------------------------


def test_an_own_key_opens_with_its_passphrase_and_not_with_the_password(grace):
    grace.user.set_password("the password for signing in")
    with pytest.raises(own_key.WeakPassphrase):
        own_key.make_key(by=grace, passphrase="the password for signing in")
    private = own_key.make_key(by=grace, passphrase=WORDS)
    assert own_key.private_half(by=grace, passphrase=WORDS) == private
    with pytest.raises(own_key.WrongPassphrase):
        own_key.private_half(by=grace, passphrase="the password for signing in")
    with pytest.raises(own_key.HasKey):
        own_key.make_key(by=grace, passphrase=WORDS)


@pytest.mark.parametrize("weak", ["short", "a" * 40, "one two one two one two one"])
def test_weak_passphrases_are_refused(grace, weak):
    with pytest.raises(own_key.WeakPassphrase):
        own_key.make_key(by=grace, passphrase=weak)


def test_nobody_makes_a_key_in_the_name_of_a_colleague_whose_password_they_made(grace, gbv, posted, harbour, at_work):
    """A manager makes Ruth's password anew, signs in as her and makes a key; a reader who trusts Ruth lets it in."""
    maya, ruth = posted("maya", Role.MANAGER, harbour), posted("ruth2", Role.CASEWORKER, harbour)
    posted("sami", Role.MANAGER, harbour)  # who could confirm it
    renew_password(by=maya, posting=ruth, on=timezone.localdate())
    in_hand = Posting.objects.select_related("user").get(pk=ruth.pk)
    with pytest.raises(InOtherHands):
        own_key.make_key(by=in_hand, passphrase=WORDS)
    User.objects.filter(pk=ruth.user_id).update(must_change_password=False)  # signed in as her, and chose one
    page = at_work(in_hand).post(reverse("sealed:make_key"), {"passphrase": WORDS, "again": WORDS}).text
    assert "A password was made for you lately" in page
    assert ruth.user not in readers.could_join(compartment=gbv)
    confirm_owner(by=grace, user=in_hand.user)
    own_key.make_key(by=Posting.objects.select_related("user").get(pk=ruth.pk), passphrase=WORDS)
    assert ruth.user in readers.could_join(compartment=gbv)


def test_guessing_ends_after_a_few_tries(grace):
    own_key.make_key(by=grace, passphrase=WORDS)
    for _ in range(8):
        with pytest.raises(own_key.WrongPassphrase):
            own_key.private_half(by=grace, passphrase="wrong words of four")
    with pytest.raises(own_key.TooManyTries):
        own_key.private_half(by=grace, passphrase=WORDS)


def test_another_passphrase_for_the_same_key(grace):
    private = own_key.make_key(by=grace, passphrase=WORDS)
    own_key.change_passphrase(by=grace, private=private, passphrase="nine blue doors in the wind")
    assert own_key.private_half(by=grace, passphrase="nine blue doors in the wind") == private
    with pytest.raises(own_key.WrongPassphrase):
        own_key.private_half(by=grace, passphrase=WORDS)


def test_a_new_password_of_the_account_gives_no_key(grace, opened, gbv):
    """A manager who renews the password signs in as Grace, and still has no key."""
    grace.user.set_password("made-by-the-manager")
    grace.user.save()
    with pytest.raises(own_key.WrongPassphrase):
        own_key.private_half(by=grace, passphrase="made-by-the-manager")


# --- recovery -----------------------------------------------------------------------------------------------------


@pytest.fixture
def holders(gbv, grace, selam, dima, posted, ring, opened):
    daniel = posted("daniel", Role.DATA_PROTECTION, None)
    found = [selam, daniel, dima]
    for posting in found:
        ring(posting)
    compartments.choose_holders(by=grace, opened=opened(grace), users=[posting.user for posting in found])
    return found


def test_two_holders_bring_the_key_back_for_somebody_of_the_function(written, holders, ring, posted, harbour, bilal):
    """The only reader is gone; every generation of the key comes back, and the newcomer is asked to change it."""
    selam, daniel, _dima = holders
    gloria = posted("gloria", Role.GBV, harbour)
    ring(gloria)
    Member.objects.all().delete()
    asked = recovery.ask(by=daniel, ring=ring(daniel), compartment=written.compartment, user=gloria.user)
    assert not opened_here(posting=gloria, ring=ring(gloria))
    recovery.finish(by=selam, ring=ring(selam), recovery=asked)
    (one,) = opened_here(posting=gloria, ring=ring(gloria))
    assert read(one, bilal) == [SAID.words]
    assert one.compartment.needs_new_key
    assert not Recovery.objects.exists()


def test_one_holder_alone_and_a_stranger_bring_nothing_back(written, holders, ring, grace, ruth):
    _selam, daniel, _dima = holders
    asked = recovery.ask(by=daniel, ring=ring(daniel), compartment=written.compartment, user=grace.user)
    with pytest.raises(recovery.NotAHolder):
        recovery.finish(by=daniel, ring=ring(daniel), recovery=asked)
    for act in (
        lambda: recovery.ask(by=ruth, ring=ring(ruth), compartment=written.compartment, user=grace.user),
        lambda: recovery.finish(by=ruth, ring=ring(ruth), recovery=asked),
    ):
        with pytest.raises(recovery.NotAHolder):
            act()
    for part in (part for parts in asked.parts.values() for part in parts.values()):
        with pytest.raises(CannotOpen):
            packing.unbox(packing.raw(part), private=ring(daniel).private, place=packing.share_place(gbv_of(asked), 1))


def gbv_of(asked):
    return asked.compartment


@pytest.mark.parametrize("since", ["other holders", "another key", "another function"])
def test_a_part_that_was_given_is_worth_nothing_when_things_have_changed_since(
    written, holders, ring, grace, opened, posted, harbour, since
):
    """Daniel gives his part for an accomplice. The readers then choose others, or change the key; or the accomplice no
    longer works in the function. Selam still holds a part, and gives it in good faith."""
    selam, daniel, dima = holders
    gloria = posted("gloria", Role.GBV, harbour)
    ring(gloria)
    asked = recovery.ask(by=daniel, ring=ring(daniel), compartment=written.compartment, user=gloria.user)
    if since == "other holders":
        stranger = posted("samira", Role.SUPERVISOR, harbour)
        ring(stranger)
        users = [selam.user, dima.user, stranger.user]
        compartments.choose_holders(by=grace, opened=opened(grace), users=users)
    elif since == "another key":
        compartments.change_key(by=grace, opened=opened(grace))
    else:
        Posting.objects.filter(user=gloria.user).update(role=Role.CASEWORKER)
    with pytest.raises((recovery.NotAHolder, recovery.NotOfTheFunction)):
        recovery.finish(by=selam, ring=ring(selam), recovery=asked)
    assert not Member.objects.filter(user=gloria.user).exists()


def test_the_holders_stay_when_the_key_changes(written, holders, ring, grace, opened, posted, harbour, bilal):
    selam, _daniel, dima = holders
    compartments.change_key(by=grace, opened=opened(grace))
    gloria = posted("gloria", Role.GBV, harbour)
    ring(gloria)
    asked = recovery.ask(by=dima, ring=ring(dima), compartment=written.compartment, user=gloria.user)
    recovery.finish(by=selam, ring=ring(selam), recovery=asked)
    (one,) = opened_here(posting=gloria, ring=ring(gloria))
    assert read(one, bilal) == [SAID.words]


def test_holders_are_three_people_with_keys(gbv, grace, selam, dima, ruth, ring, opened):
    ring(selam)
    for users in ([selam.user], [selam.user, dima.user, ruth.user], [selam.user, selam.user, selam.user]):
        with pytest.raises(compartments.NotHolders):
            compartments.choose_holders(by=grace, opened=opened(grace), users=users)


# --- the trail ----------------------------------------------------------------------------------------------------


def test_the_trail_looks_the_same_for_every_class_and_person_but_to_readers(
    written, grace, opened, bilal, ring, posted, harbour
):
    """Statement 26: the lines of violence and of health differ in nothing that others can read."""
    hana = posted("hana", Role.HEALTH, harbour)
    ring(hana)
    compartments.set_up(by=hana, kind=Kind.MEDICAL)
    files.note_opening(by=grace, opened=opened(grace), person=bilal)
    files.note_opening(by=hana, opened=opened(hana, Kind.MEDICAL), person=bilal)
    lines = TrailEntry.objects.filter(act="sealed.opened")
    seen = {(line.subject, line.person, line.purpose, len(line.detail["box"]), *line.detail) for line in lines}
    assert len(lines) == 2
    assert len(seen) == 1
    latest = queries.trail(posting=grace, opened=opened(grace))[0]
    assert (latest.did, latest.person, latest.who) == ("opened", bilal, grace.user.display_name)
    assert {line.who for line in queries.trail(posting=hana, opened=opened(hana, Kind.MEDICAL))} == {
        hana.user.display_name
    }


def test_nothing_that_holds_a_key_tells_it(gbv, grace, ring, opened):
    for secret in (ring(grace), opened(grace)):
        assert repr(secret).endswith(("(…)", f"{gbv})"))
    assert isinstance(opened(grace), Opened)
    assert OwnKey.objects.get(user=grace.user).derivation.startswith("argon2id$")
