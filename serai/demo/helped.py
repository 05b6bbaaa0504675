"""A year of help, written in bulk: services given, with a name or without, and referrals to invented partners."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import batched
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from serai.accounts.models import User
from serai.assistance.models import Delivery
from serai.centres.models import Centre, OfferedService, Posting
from serai.directory.models import Service
from serai.directory.operations.services import add_service
from serai.directory.queries.recipients import as_recipient, party_of
from serai.people.models import Consent, Registration
from serai.people.rules.consent import NOTICE_VERSION
from serai.privacy.models import Assessment
from serai.referrals.access import about
from serai.referrals.models import Referral
from serai.referrals.operations import link_partner
from serai.referrals.rules import recipient_of
from serai.sharing.models import Agreement, Disclosure

BATCH = 2_000
SHARES = {
    "MEAL": 0.85, "WATER": 0.8, "VULN_ASSESSMENT": 0.9, "COUNSEL_BASIC": 0.6, "INFO_RISKS": 0.7, "PFA": 0.14,
    "FIRST_AID": 0.12, "MED_CONSULT": 0.2, "HYGIENE_KIT": 0.35, "CLOTHES_SHOES": 0.25, "PHONE_CALL": 0.3,
    "BED_NIGHT": 0.3, "COUNSEL_AVR": 0.16, "CFS": 0.06, "PSS_INDIVIDUAL": 0.07, "RFL_CALL": 0.08,
}  # fmt: skip
WITHOUT_A_NAME = {"MEAL": 1.4, "WATER": 2.2, "INFO_RISKS": 0.8, "FIRST_AID": 0.15, "PHONE_CALL": 0.2}
ENDS = {"person_confirms": 0.52, "service_delivered": 0.16, "accepted": 0.1, "received": 0.06, "sent": 0.06,
        "rejected": 0.1}  # fmt: skip
# name in four languages, needs, service types, languages spoken, opening days
PARTNERS: list[tuple[str, dict[str, str], list[str], list[str], list[str]]] = [
    (
        "Obock Community Hospital (invented)",
        {
            "en": "Emergency and maternity care",
            "fr": "Urgences et maternité",
            "es": "Urgencias y maternidad",
            "ar": "الطوارئ والولادة",
        },
        ["medical"],
        ["MED_CONSULT", "SRH"],
        ["fra", "ara", "aar", "som"],
    ),
    (
        "Harbour Legal Aid (invented)",
        {
            "en": "Legal advice and asylum information",
            "fr": "Conseil juridique et information sur l’asile",
            "es": "Asesoría jurídica e información sobre asilo",
            "ar": "المشورة القانونية ومعلومات عن اللجوء",
        },
        ["legal", "documents"],
        ["COUNSEL_LEGAL", "ASYLUM_REFERRAL"],
        ["fra", "amh", "orm"],
    ),
    (
        "Acacia Children’s House (invented)",
        {
            "en": "Temporary care for children alone",
            "fr": "Prise en charge temporaire d’enfants seuls",
            "es": "Cuidado temporal de niños solos",
            "ar": "رعاية مؤقتة للأطفال غير المصحوبين",
        },
        ["shelter", "protection"],
        ["ALT_CARE_PLACEMENT", "CHILD_PROT_CM"],
        ["amh", "orm", "som", "aar"],
    ),
]


def partners(*, by: Posting, partner: Posting, on: date) -> None:
    """Three partners near Obock, verified lately; the partner's focal point sees the first one's referrals."""
    services = [add_service(by=by, values=_values(*one), today=on) for one in PARTNERS]
    link_partner(by=by, posting=partner, organization=services[0].organization)
    Agreement.objects.bulk_create([_agreement(service, on) for service in services])


def safe_house(*, by: Posting, on: date) -> None:
    """A house that never stood, whose place is sealed to the readers of Obock's safe places."""
    names = {"en": "Refuge for women", "fr": "Refuge pour femmes", "es": "Refugio para mujeres", "ar": "ملجأ للنساء"}
    house = _values("Safe Doors (invented)", names, ["shelter"], ["SAFE_SHELTER_REF"], ["amh", "orm", "ara"])
    hidden = {"is_hidden": True, "address": "Behind the old mill, the blue gate: ring twice"}
    add_service(by=by, values=house | hidden, today=on)


def _agreement(service: Service, on: date) -> Agreement:
    """Drafted by the data-protection focal point, agreed to by the coordinator, for a year and a half."""
    first = on - timedelta(days=400)
    assessment = _assessment(service, first)
    return Agreement(
        assessment=assessment.number,
        party=party_of(service.organization),
        party_name=service.organization.name,
        purposes=["referral"],
        purpose_words="To help each person who is referred, and nothing else",
        fields=sorted(as_recipient(service).needs),
        methods=["paper", "partner_account", "phone", "accompanied"],
        security="Accounts of their own; papers in a locked cabinet; only staff who help the person",
        starts_on=first,
        ends_on=on + timedelta(days=150),
        signed_for_us="Dima",
        signed_for_them="Director (invented)",
        signed_on=first,
        drafted_by=User.objects.get(username="daniel"),
        approved_by=User.objects.get(username="dima"),
        approved_at=_noon(first, Centre.objects.get(code="OBO")),
    )


def _assessment(service: Service, first: date) -> Assessment:
    """Made a month before the agreement; written by the one, signed by the other."""
    obock = Centre.objects.get(code="OBO")
    return Assessment.objects.create(
        title=service.organization.name,
        occasion="partner",
        flows="What the person agreed to, person by person, on paper or in the partner's own account",
        necessity="They have to know who comes and for what, and nothing else",
        risks={"stigma": [2, 2], "raid": [1, 3]},
        measures="Only what the service needs; their staff sign for confidentiality; a visit every half year",
        residual="low",
        written_by=User.objects.get(username="daniel"),
        written_at=_noon(first - timedelta(days=30), obock),
        signed_by=User.objects.get(username="dima"),
        signed_at=_noon(first - timedelta(days=20), obock),
        review_on=first + timedelta(days=730),
    )


def _values(
    organization: str, names: dict[str, str], needs: list[str], types: list[str], languages: list[str]
) -> dict[str, object]:
    return {
        "organization": organization,
        "names": names,
        "descriptions": {},
        "status": "active",
        "eligibility": [],
        "access": [],
        "minimum_age": None,
        "maximum_age": None,
        "is_free": True,
        "required_documents": {},
        "alert": {},
        "ends_on": None,
        "referral_method": "phone",
        "accepts_referrals": True,
        "area": "Obock",
        "country": "DJI",
        "time_zone": "Africa/Djibouti",
        "address": "Near the jetty",
        "is_hidden": False,
        "latitude": None,
        "longitude": None,
        "phones": ["+253 00 00 00 00"],
        "needs": needs,
        "service_types": types,
        "languages": languages,
        "hours": [],
    }


def write(*, first: date, last: date) -> None:
    """Services and referrals between two days. The people are there already."""
    chance = Random(1863)  # noqa: S311 - an invented past, not a secret
    by = User.objects.get(username="ruth")
    offered: dict[int, set[str]] = {}
    for pk, service_type in OfferedService.objects.filter(until=None).values_list("centre_id", "service_type"):
        offered.setdefault(pk, set()).add(service_type)
    registrations = Registration.objects.filter(registered_on__range=(first, last)).select_related("centre")
    for batch in batched(registrations.order_by("pk").iterator(chunk_size=BATCH), BATCH, strict=False):
        given = (row for one in batch for row in _given(chance, one, offered[one.centre_id], by))
        for rows in batched(given, BATCH, strict=False):
            Delivery.objects.bulk_create(rows)
    _referrals(chance, list(registrations.filter(centre__code="OBO")), by)
    rows_without_a_name = (
        row for centre in Centre.objects.all() for row in _without_a_name(chance, centre, first, last, by)
    )
    for rows in batched(rows_without_a_name, BATCH, strict=False):
        Delivery.objects.bulk_create(rows)


def _noon(day: date, centre: Centre) -> datetime:
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(centre.time_zone))


def _session(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _given(chance: Random, one: Registration, offered: set[str], by: User) -> Iterator[Delivery]:
    for service_type, share in SHARES.items():
        if service_type in offered and chance.random() < share:
            yield Delivery(
                centre_id=one.centre_id,
                service_type=service_type,
                given_on=one.registered_on,
                person_id=one.person_id,
                sex=one.sex,
                age_band=one.age_band,
                nationality=one.nationality,
                mode="referral" if chance.random() < 0.06 else "direct",
                session=_session(chance),
                recorded_at=_noon(one.registered_on, one.centre),
                recorded_by=by,
            )


def _without_a_name(chance: Random, centre: Centre, first: date, last: date, by: User) -> Iterator[Delivery]:
    """Meals, water, information, first aid and calls for people nobody asked for a name."""
    days = (last - first).days + 1
    expected = Registration.objects.filter(centre=centre).count() / days
    for day in (first + timedelta(days=ahead) for ahead in range(days)):
        for service_type, share in WITHOUT_A_NAME.items():
            number = round(chance.gauss(expected * share, (expected * share) ** 0.5))
            if number > 0:
                yield Delivery(
                    centre=centre,
                    service_type=service_type,
                    given_on=day,
                    number=number,
                    session=_session(chance),
                    recorded_at=_noon(day, centre),
                    recorded_by=by,
                )


def _referrals(chance: Random, registrations: list[Registration], by: User) -> None:
    """One in twelve is referred, each with consent for that partner and those fields."""
    services = list(Service.objects.filter(source="", status="active").select_related("organization").order_by("pk"))
    chosen = [(one, chance.choice(services)) for one in registrations if chance.random() < 0.08]
    consents = Consent.objects.bulk_create([_consent(one, service, by) for one, service in chosen])
    made = Referral.objects.bulk_create(
        [_referral(chance, one, service, consent, by) for (one, service), consent in zip(chosen, consents, strict=True)]
    )
    agreements = {agreement.party: agreement for agreement in Agreement.objects.all()}
    Disclosure.objects.bulk_create([_disclosure(one, agreements) for one in made])


def _disclosure(referral: Referral, agreements: dict[str, Agreement]) -> Disclosure:
    return Disclosure(
        person_id=referral.person_id,
        centre_id=referral.centre_id,
        recipient=recipient_of(referral.service.public_id),
        recipient_name=referral.service.organization.name,
        kind="partner",
        purpose="referral",
        fields=referral.fields,
        method=referral.method,
        about=about(referral),
        consent_id=referral.consent_id,
        agreement=agreements[party_of(referral.service.organization)],
        by_id=referral.created_by_id,
        at=referral.sent_at or referral.created_at,
    )


def _consent(one: Registration, service: Service, by: User) -> Consent:
    return Consent(
        person_id=one.person_id,
        purpose="referral",
        recipient=recipient_of(service.public_id),
        recipient_name=service.organization.name,
        recipient_class="partner",
        fields=["code", "needs", "language"],
        categories=["identity", "personal", "needs"],
        decision="granted",
        form="verbal",
        certified_by=by,
        language="en",
        notice_version=NOTICE_VERSION,
        centre_id=one.centre_id,
        recorded_by=by,
    )


def _referral(chance: Random, one: Registration, service: Service, consent: Consent, by: User) -> Referral:
    at = _noon(one.registered_on, one.centre)
    status = chance.choices(list(ENDS), list(ENDS.values()))[0]
    return Referral(
        person_id=one.person_id,
        service=service,
        centre_id=one.centre_id,
        referred_on=one.registered_on,
        due_at=at + timedelta(days=14),
        needs=["medical"],
        fields=consent.fields,
        consent=consent,
        status=status,
        method="phone",
        created_by=by,
        sent_at=at,
        confirmed_at=at + timedelta(days=9) if status == "person_confirms" else None,
        rejection="no_capacity" if status == "rejected" else "",
        outcome="helped" if status == "person_confirms" else "",
        sex=one.sex,
        age_band=one.age_band,
        nationality=one.nationality,
    )
