"""The administrator's evening: the whole database, every log line, the secret key and the files of the installation at
hand, and nobody's passphrase. What was sealed is nowhere to be read."""

import itertools
import logging
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.keys.place import CannotOpen
from serai.keys.slots import Slot, unlock
from serai.people.tests.factories import PersonFactory
from serai.privacy.operations.erasing import erase
from serai.screening.operations import Interview, fill_screening
from serai.sealed import access, packing
from serai.sealed.choices import Kind
from serai.sealed.models import Compartment, Entry, KeyCopy, Letter, OwnKey, PersonKey, Recovery, SealedFile, Share
from serai.sealed.packing import own_key_place
from serai.sealed.tests.conftest import WORDS

MARKERS = [f"Zanzibird{number:03d}" for number in range(60)]


def whole_database() -> bytes:
    """Every value of every table, as it lies there."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found += list(itertools.chain.from_iterable(cursor.fetchall()))
    raw = (bytes(v) if isinstance(v, bytes | memoryview | bytearray) else str(v).encode() for v in found)
    return b"\n".join(raw)


def all_files() -> bytes:
    home = Path(settings.HOME)
    return b"\n".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


@pytest.fixture
def day(gbv, unlocked, grace, rita, harbour, caplog):
    """A day of work with sealed files, through the pages: writing, searching, mistyping, letters, a changed key."""
    caplog.set_level(logging.DEBUG)
    browser = unlocked(grace)
    people = PersonFactory.create_batch(6, registered_at=harbour)
    for number, marker in enumerate(MARKERS):
        said = {
            "kind": "note",
            "on": timezone.localdate().isoformat(),
            "words": marker,
            "form_token": UUID(int=number + 1),
        }
        said |= {"next_step": f"Call {marker}", "due_on": ""}
        url = reverse("sealed:file", args=[Kind.GBV, people[number % 6].public_id])
        assert browser.post(url, said).status_code == 302
    browser.get(reverse("sealed:caseload", args=[Kind.GBV]))
    browser.post(reverse("sealed:caseload", args=[Kind.GBV]), {"typed": MARKERS[7]})
    Client().post(reverse("sealed:unlock"), {"passphrase": WORDS})
    for person in people[:3]:
        interview = Interview(person.public_id)
        fill_screening(by=rita, person=person, answers={"told_violence": "yes"}, interview=interview)
    browser.post(reverse("sealed:change_key", args=[Kind.GBV]))
    said = {"kind": "note", "on": "no day", "words": MARKERS[0], "form_token": UUID(int=900)}
    assert MARKERS[0] in browser.post(reverse("sealed:file", args=[Kind.GBV, people[0].public_id]), said).text
    return browser, people


def test_no_word_that_was_sealed_is_in_the_database_a_file_or_a_log(day, grace, opened, caplog):
    """V5 and V24 for what is sealed, on either engine: 0 of 60 markers."""
    browser, _people = day
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends").encode()
    everything = whole_database() + all_files() + logged
    for marker in [*MARKERS, WORDS, "told_violence:yes"]:
        assert marker.encode() not in everything, marker
        assert packing.text(marker.encode()).encode().rstrip(b"=")[:-1] not in everything, marker
    page = browser.get(reverse("sealed:caseload", args=[Kind.GBV])).text
    assert sum(marker in page for marker in MARKERS) == 6  # the scan would have found them: they are there, to be read


def test_the_scan_finds_what_is_not_sealed(day, bilal):
    """Control: a name, which stands in a plain column, is found."""
    assert b"Bilal" in whole_database()


def test_with_the_secret_key_and_every_row_nothing_opens(day, ring, grace, selam):
    """The administrator tries every secret there is on the machine on every sealed row."""
    known = [packing.token(UUID(int=0), key=settings.SECRET_KEY.encode()), settings.SECRET_KEY.encode()[:32]]
    known += [bytes(own.public) for own in OwnKey.objects.all()] + [bytes(c.public) for c in Compartment.objects.all()]
    known += [bytes(key.key) for key in PersonKey.objects.all()]
    for session in Session.objects.all():
        kept = session.get_decoded().get("sealed")
        known += [packing.raw(kept["private"])[-48:-16]] if kept else []
    tried = 0
    for private in known:
        for attempt in attempts(private):
            with pytest.raises(CannotOpen):
                attempt()
            tried += 1
    assert tried > 200
    own = OwnKey.objects.get(user=grace.user)
    for guess in ("", settings.SECRET_KEY, grace.user.password, grace.user.username):
        with pytest.raises(CannotOpen):
            unlock(Slot(own.derivation, bytes(own.private)), passphrase=guess, place=own_key_place(own.pk))


def attempts(private: bytes):
    for file in SealedFile.objects.select_related("compartment"):
        yield lambda file=file: packing.person_of(file, private=private)
    for entry in Entry.objects.select_related("file__compartment")[:10]:
        yield lambda entry=entry: packing.read_entry(entry, entry.file, key=private)
    for letter in Letter.objects.select_related("compartment"):
        yield lambda letter=letter: packing.read_letter(letter, private=private)
    for copy in KeyCopy.objects.select_related("member__compartment"):
        yield lambda copy=copy: packing.read_copy(copy, copy.member.compartment, private=private)


def test_a_forged_cookie_opens_nothing(day, at_work, grace):
    """Whoever has the secret key can sign any cookie, but has not what was in Grace's."""
    browser = at_work(grace)
    session = browser.session
    stolen = next(s.get_decoded()["sealed"] for s in Session.objects.all() if "sealed" in s.get_decoded())
    session["sealed"] = stolen
    session.save()
    browser.cookies[access.COOKIE] = signing.TimestampSigner(salt="serai.sealed").sign(packing.text(b"\1" * 32))
    assert browser.get(reverse("sealed:caseload", args=[Kind.GBV])).status_code == 302


def test_the_database_does_not_say_whose_file_is_whose(day):
    """The rows of sealed files have no id, date or order in common with those of people."""
    _browser, people = day
    ids = {str(person.public_id) for person in people} | {person.public_id.bytes for person in people}
    dump = b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for model in (SealedFile, Entry, Letter, Share, Recovery)
        for row in model.objects.values()
        for value in row.values()
    )
    assert not any((one.encode() if isinstance(one, str) else one) in dump for one in ids)
    names = {field.name for model in (SealedFile, Entry, Letter) for field in model._meta.concrete_fields}
    assert names == {"id", "compartment", "epoch", "token", "body", "file"}


def test_the_administrator_is_offered_no_way_in(day, unlocked, posted, harbour):
    """Statement 26, and promise 4: neither who runs the machine nor who manages the centre."""
    for role in (Role.ADMINISTRATOR, Role.MANAGER):
        browser = Client()
        browser.force_login(posted(f"some {role}", role, harbour if role == Role.MANAGER else None).user)
        for page in ("home", "make_key", "unlock", "held"):
            assert browser.get(reverse(f"sealed:{page}")).status_code == 403
        assert browser.get(reverse("sealed:caseload", args=[Kind.GBV])).status_code == 403


def test_erasing_a_person_leaves_no_way_to_read_and_the_others_whole(day, grace, opened):
    """V7 for what is sealed."""
    browser, people = day
    gone, stays = people[0], people[1]
    address = reverse("sealed:file", args=[Kind.GBV, gone.public_id])
    erase(by=None, person=gone)
    assert browser.get(address).status_code == 404
    assert MARKERS[1] in browser.get(reverse("sealed:file", args=[Kind.GBV, stays.public_id])).text
    assert len(browser.get(reverse("sealed:caseload", args=[Kind.GBV])).context["caseload"].rows) == len(people) - 1
