"""A canary in every text that somebody can type: it may sing on a page, as text; nowhere else, and never as code."""

import base64
import json
import logging
import zlib

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from serai.accounts.models import User
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.centres.rules import permissions_of
from serai.centres.tests.factories import PostingFactory
from serai.directory.models import Location, Organization, Service
from serai.imports.models import ImportBatch, ImportRow
from serai.people.models import Consent, Document, JourneyLeg, Name, Person
from serai.referrals.models import PartnerDesk, Referral
from serai.screening.models import Flag
from serai.ui.exports import harmless
from tests.insider.world import KNOWN, World, address

CANARY = "Zanzibird"
CODE = f'"><img src=x onerror=alert("{CANARY}")>'


@pytest.fixture
def sung(world: World, harbour: Centre) -> World:
    """The canary, as code, in the texts of everything at Harbour and in the directory."""
    person = Person.objects.get(public_id=world.here.person)
    Name.objects.filter(person=person).update(given=CODE, father="قنبرة", nickname=CODE)
    Name.objects.create(person=person, script="arabic", given=CODE)
    Person.objects.filter(pk=person.pk).update(phone=CODE[:40], origin_detail=CODE, occupation=CODE)
    JourneyLeg.objects.create(person=person, position=1, country="DJI", place=CODE)
    Document.objects.create(person=person, kind="passport", state="held", number=CODE, detail=CODE)
    Referral.objects.update(note=CODE, fields=["code", "needs", "name", "note", "phone"])
    said = {"decision": "granted", "form": "proxy", "language": "eng", "notice_version": "1", "centre": harbour}
    said |= {"proxy_name": CODE, "proxy_relation": "parent", "proxy_reason": CODE, "recorded_by": User.objects.all()[0]}
    Consent.objects.create(
        person=person, purpose="consulate", recipient="consulate:x", recipient_name=CODE, fields=["name"], **said
    )
    Flag.objects.update(reason=CODE)
    Service.objects.update(names={"en": CODE, "ar": CODE}, descriptions={"en": CODE}, alert={"en": CODE})
    for organization in Organization.objects.all():
        Organization.objects.filter(pk=organization.pk).update(name=f"{CODE} {organization.pk}")
    Location.objects.update(address=CODE)
    Centre.objects.filter(pk=harbour.pk).update(name=CODE, label=CODE, place=CODE, phone=CODE[:40])
    User.objects.update(display_name=CODE)
    ImportBatch.objects.update(file_name=CODE, columns=[CODE])
    ImportRow.objects.update(cells=[CODE])
    return world


@pytest.mark.parametrize("role", Role.values)
def test_what_was_typed_is_shown_as_text_and_gets_into_no_header_address_or_trail(sung, harbour, caplog, role):
    """Every page of every role; half of them in Arabic, where text runs the other way."""
    caplog.set_level(logging.INFO)
    language = ["en", "ar"][Role.values.index(role) % 2]
    posting = PostingFactory(centre=harbour, role=role, user__display_name=CODE, user__language=language)
    if role == Role.PARTNER:
        referral = Referral.objects.get(public_id=sung.here.referral)
        PartnerDesk.objects.create(posting=posting, organization=referral.service.organization)
    browser = Client(headers={"accept-language": language})
    browser.force_login(posting.user)
    shown = 0
    for door in KNOWN:
        if door.needs and door.needs not in permissions_of(role):
            continue
        response = browser.get(address(door, sung.here, sung.service), {"why": "follow_up"})
        assert CANARY not in str(response.headers.items()), door.name
        assert CANARY not in response.cookies.output(), door.name
        assert "<img src=x" not in response.text, door.name
        shown += CANARY in response.text
    assert shown > 0
    assert CANARY not in _trail()
    assert CANARY not in "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )


def _trail() -> str:
    return json.dumps(list(Entry.objects.values_list("act", "purpose", "detail", "subject", "person", "request")))


def _spoken(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_what_one_types_gets_into_no_address_message_log_or_trail(world, harbour, caplog):
    """The forms of a day, each with the canary wherever it takes words."""
    caplog.set_level(logging.INFO)
    browsers = {}
    for role in (Role.CASEWORKER, Role.RECEPTIONIST, Role.SUPERVISOR, Role.DATA_OFFICER, Role.MANAGER):
        browsers[role] = Client()
        browsers[role].force_login(PostingFactory(centre=harbour, role=role).user)
    at, today = world.here, timezone.localdate()
    person = Person.objects.get(public_id=at.person)
    name = {"given": CANARY, "father": CANARY, "family": CANARY}
    basics = {"sex": "male", "age": 30, "nationality": "ETH", **name}
    proxy = {
        "form": "proxy",
        "proxy_name": CANARY,
        "proxy_relation": "parent",
        "proxy_reason": CANARY,
        "language": "eng",
    }
    registration = basics | {"registered_on": today, "form_token": person.public_id, "consent_status": "given"}
    wanted = {"priority": "normal", "needs": ["medical"], "fields_shared": ["code"], "note": CANARY}
    override = {"why": "vital", "reason": f"{CANARY} {CANARY} {CANARY}"}
    file = SimpleUploadedFile(f"{CANARY}.csv", f"name,when\n{CANARY},{CANARY}\n".encode())
    sendings = [
        (Role.RECEPTIONIST, "search:search", [], {"typed": CANARY}),
        (Role.RECEPTIONIST, "registration:open_here", [], {"typed": CANARY}),
        (Role.RECEPTIONIST, "registration:register", [], {"typed": CANARY}),
        (Role.RECEPTIONIST, "registration:register", [], registration),
        (Role.RECEPTIONIST, "registration:register", [], registration | {"age": CANARY}),
        (Role.CASEWORKER, "registration:correct", [at.person], basics | {"version": person.version}),
        (Role.CASEWORKER, "people:consent_alone", [at.person, "consulate"],
         proxy | {"consulate": "granted", "recipient_name": CANARY, "parts": ["name"]}),
        (Role.CASEWORKER, "referrals:make", [at.person, world.service.public_id], wanted),
        (Role.SUPERVISOR, "referrals:override", [at.referral], override),
        (Role.CASEWORKER, "referrals:step", [at.referral], {"status": "accepted", "words": CANARY}),
        (Role.CASEWORKER, "referrals:word", [at.referral], {"outcome": "helped", "told": CANARY}),
        (Role.CASEWORKER, "screening:flag", [at.flag], {"decision": "dismiss", "reason": CANARY, "version": 1}),
        (Role.CASEWORKER, "assistance:give_many", ["MEAL"], {"codes": CANARY, "on": today, "session": at.person}),
        (Role.DATA_OFFICER, "imports:new", [], {"file": file, "centre": harbour.pk}),
        (Role.MANAGER, "centres:edit", [at.code], {"name": CANARY}),
        (Role.MANAGER, "centres:add_account", [at.code], {"username": CANARY, "display_name": CANARY}),
    ]  # fmt: skip
    kept = 0
    for role, page, arguments, body in sendings:
        response = browsers[role].post(reverse(page, args=arguments), body)
        assert response.status_code < 500, page
        assert CANARY not in str(response.headers.items()), page
        assert CANARY not in _spoken(response), page
        assert CANARY not in opened(response.cookies.output()), page
        kept += response.status_code == 302
    assert kept >= 6
    assert Name.objects.filter(given=CANARY).count() == 2
    assert CANARY not in _trail()
    assert CANARY not in "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )


def opened(cookies: str) -> str:
    """The cookies, and what is packed within them."""
    found = cookies
    for part in cookies.replace('"', "").replace(";", ":").split(":"):
        try:
            packed = base64.urlsafe_b64decode(part.strip().lstrip(".") + "===")
            found += packed.decode("utf-8", "replace") + zlib.decompress(packed).decode("utf-8", "replace")
        except (ValueError, zlib.error):
            continue
    return found


def test_a_posting_that_gave_itself_a_right_has_none(world, harbour):
    """Nobody gives themselves a posting, nor a role above what theirs may give, whatever the form says."""
    for role, wished in ((Role.MANAGER, Role.GBV), (Role.ADMINISTRATOR, Role.CASEWORKER), (Role.COORDINATOR, Role.GBV)):
        centre = harbour if role == Role.MANAGER else None
        posting = PostingFactory(centre=centre, role=role)
        browser = Client()
        browser.force_login(posting.user)
        page = reverse("centres:give_posting", args=[harbour.code])
        browser.post(page, {"username": posting.user.username, "role": wished})
        assert list(Posting.objects.filter(user=posting.user)) == [posting]
    manager = Client()
    manager.force_login(PostingFactory(centre=harbour, role=Role.MANAGER).user)
    other = PostingFactory(centre=harbour, role=Role.RECEPTIONIST)
    for above in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.DATA_PROTECTION, "wizard"):
        manager.post(
            reverse("centres:give_posting", args=[harbour.code]), {"username": other.user.username, "role": above}
        )
        new = {"username": f"new-{above}", "display_name": "N", "language": "en", "role": above}
        manager.post(reverse("centres:add_account", args=[harbour.code]), new)
    assert list(Posting.objects.filter(user=other.user)) == [other]
    assert not User.objects.filter(username__startswith="new-").exists()


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "|", "＝", "＋", "－", "＠", "\n=", "  =", "\u00a0="]
)
def test_no_cell_of_an_export_runs_as_a_formula(start):
    assert harmless(f"{start}HYPERLINK(1)").startswith("'")
    with translation.override("ar"):
        assert harmless("قنبرة = 1") == "قنبرة = 1"
