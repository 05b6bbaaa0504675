"""What has happened at a centre by the time somebody looks at every page: files with everything in them, partners,
agreements, an emergency, questions about data, files erased. Made with the operations that the pages use."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from serai.assistance.operations import Help, give_to_people
from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.centres.operations import decisions
from serai.centres.operations.postings import renew_password
from serai.directory.models import Service
from serai.directory.operations.services import tell_place
from serai.directory.tests.factories import LocationFactory, ServiceFactory
from serai.files.demo import specimen
from serai.files.operations.papers import Told, keep_paper
from serai.files.rules.drawing import draw
from serai.households.operations.household import Place, add_member
from serai.imports.operations.batches import start_import
from serai.imports.rules.sheet import read_table
from serai.people.choices import ConsentForm, Decision, Purpose
from serai.people.models import Consent, Person
from serai.people.operations.consent import record_consent, withdraw_consent
from serai.people.rules.consent import FIRST_ASKED, How, Said
from serai.people.tests.factories import PersonFactory
from serai.privacy.models import DataRequest, DueList
from serai.privacy.operations import erasing, requests
from serai.reception.models import QueueToken
from serai.referrals.models import Referral
from serai.referrals.operations import link_partner
from serai.referrals.tests.factories import agreed, draft, sent
from serai.sharing.models import Agreement
from serai.sharing.tests.factories import AgreementFactory, RequestFactory
from serai.watch import operations as watch

FILE = b"start,consent,sex,age,nationality\n2024-03-05,yes,male,25,ETH\n"
FOR_THE_CHILD = How(
    form=ConsentForm.PROXY,
    language="ara",
    proxy_name="Hirut",
    proxy_relation="sibling",
    proxy_reason="The aunt, who travels with the child",
    child_assented=True,
)


@dataclass
class Morning:
    """Where each role begins, besides *today*: addresses that no link leads to without a form before."""

    child: Person
    starts: dict[str, list[str]]


def what_happened(centre: Centre) -> Morning:
    """Everything below, and where to look for it."""
    by = {
        posting.role: posting for posting in Posting.objects.filter(Q(centre=centre) | Q(centre=None)).order_by("-pk")
    }
    child, aunt = whole_file(by, centre)
    told = told_after_leaving(by, aunt)
    asked = asked_about_data(by, child)
    questions_of_others(by)
    erased = erased_long_ago(by, centre)
    forgot_the_password(by)
    refuge = safe_house(by)
    opening = watch.open_in_emergency(
        by=by[Role.RECEPTIONIST], person=child, reason="life", why="The child fainted at the desk.", now=timezone.now()
    )
    watch.go_on(by=by[Role.RECEPTIONIST], why="A bus of forty came, all in one hour.")
    waits = QueueToken.objects.filter(state="waiting").first()
    begun = Referral.objects.get(status="draft", consent=None)
    draft_of = Agreement.objects.get(approved_by=None)
    starts = {
        Role.RECEPTIONIST: [
            reverse("reception:visit", args=[waits.visit.public_id]),
            reverse("watch:emergency", args=[opening.public_id]),
            reverse("watch:go_on"),
        ],
        Role.SUPERVISOR: [
            reverse("people:file", args=[child.public_id]) + "?why=follow_up",  # as after saying why
            reverse("referrals:referral", args=[begun.public_id]),
        ],
        Role.CASEWORKER: [
            reverse("sharing:left", args=[aunt.public_id]),
            reverse("referrals:referral", args=[told.public_id]),
            reverse("referrals:letter", args=[told.public_id]),
        ],
        Role.GBV: [reverse("directory:safe_place", args=[refuge.public_id])],
        Role.DATA_PROTECTION: [
            reverse("privacy:request", args=[asked.public_id]),
            reverse("privacy:due_list", args=[erased.public_id]),
        ],
        Role.MANAGER: [reverse("vault:lock")],
        Role.ADMINISTRATOR: [reverse("vault:unlocking"), reverse("vault:add_key")],
        Role.COORDINATOR: [reverse("sharing:agreement", args=[draft_of.public_id])],
    }
    return Morning(child, starts)


def whole_file(by: dict[str, Posting], centre: Centre) -> tuple[Person, Person]:
    """A child with an aunt, consent, a meal, and three referrals to a partner with a desk; a file to import."""
    today = timezone.localdate()
    child, aunt = (
        PersonFactory(registered_at=centre, registered_at__registered_on=today, child=is_child)
        for is_child in (True, False)
    )
    ruth = by[Role.CASEWORKER]
    add_member(by=ruth, person=child, member=aunt, place=Place("relative", "claimed", True))
    said = [Said(purpose, Decision.GRANTED) for purpose in (*FIRST_ASKED, Purpose.PAPERS)]
    record_consent(by=ruth, person=child, said=said, how=FOR_THE_CHILD)
    keep_paper(by=ruth, person=child, told=Told("school_certificate", uuid4(), "amh"), drawn=draw(specimen("PDF")))
    meal = Help(services=["MEAL"], on=today, session=uuid4())
    give_to_people(by=ruth, help_given=meal, people=[child], at=timezone.now())
    service = ServiceFactory(names={"en": "Clinic of the port", "ar": "عيادة الميناء"})
    for make in (draft, agreed, sent):
        make(by=ruth, person=aunt, service=service)
    link_partner(by=None, posting=by[Role.PARTNER], organization=service.organization)
    start_import(by=by[Role.DATA_OFFICER], centre=centre, file_name="kobo.csv", content=FILE, table=read_table(FILE))
    return child, aunt


def told_after_leaving(by: dict[str, Posting], person: Person) -> Referral:
    """Sent to a second partner, on paper; then the person took the consent back, and that partner has to be told.

    Gives a referral of which the letter may still be printed.
    """
    ruth = by[Role.CASEWORKER]
    stays = sent(by=ruth, person=person, service=ServiceFactory(names={"en": "School behind the mosque"}))
    goes = sent(by=ruth, person=person, service=ServiceFactory(names={"en": "Kitchen of the port"}))
    withdraw_consent(by=ruth, consent=Consent.objects.get(pk=goes.consent_id), language="amh")
    return stays


def asked_about_data(by: dict[str, Posting], person: Person) -> DataRequest:
    """Answered, not yet told."""
    asked = requests.Asked("correction", "self", "The year of birth", timezone.localdate(), uuid4())
    request = requests.receive_request(by=by[Role.CASEWORKER], person=person, asked=asked)
    answer = requests.Answer("done", "", "It says 1999 now.", request.version)
    requests.answer_request(by=by[Role.DATA_PROTECTION], request=request, answer=answer)
    return request


def questions_of_others(by: dict[str, Posting]) -> None:
    """An agreement that is a draft, and an authority that asked for a list."""
    AgreementFactory(party="unicef:unicef", party_name="UNICEF", approved_by=None, signed_on=None)
    RequestFactory(centre=by[Role.MANAGER].centre)


def erased_long_ago(by: dict[str, Posting], centre: Centre) -> DueList:
    """One list of files was erased, with its certificate; the next one waits for a word."""
    today = timezone.localdate()
    keeper = by[Role.DATA_PROTECTION]
    PersonFactory(registered_at=centre, registered_at__registered_on=today - timedelta(days=1000))
    first = erasing.list_what_is_due(by=keeper, on=today)
    decisions.agree(by=by[Role.COORDINATOR], decision=erasing.ask_to_erase(by=keeper, due_list=first))
    while erasing.erase_some(by=keeper, due_list=first, now=timezone.now(), on=today):
        pass
    PersonFactory(registered_at=centre, registered_at__registered_on=date(2024, 1, 5))
    erasing.list_what_is_due(by=keeper, on=today)
    return first


def forgot_the_password(by: dict[str, Posting]) -> None:
    """The supervisor was given a new one, and chose their own since: somebody has to say whose account it is."""
    user = by[Role.SUPERVISOR].user
    renew_password(by=by[Role.MANAGER], posting=by[Role.SUPERVISOR], on=timezone.localdate())
    user.refresh_from_db()
    user.set_password(uuid4().hex)
    user.must_change_password = False
    user.save()


def safe_house(by: dict[str, Posting]) -> Service:
    """A service whose place is sealed; the focal point for violence reads it."""
    service = ServiceFactory(names={"en": "Refuge"}, whole__location=LocationFactory(is_hidden=True))
    told = {"area": "Balho", "address": "Behind the mill", "phones": []}
    tell_place(by=by[Role.GBV], location=service.at_locations.get().location, told=told)
    return service
