"""A service as a recipient: who signs for it, what it has to know, whether fear of return bars it."""

from uuid import UUID

from serai.codes import lists
from serai.directory.choices import Taxonomy
from serai.directory.models import Organization, Service
from serai.people.choices import RecipientClass
from serai.sharing.rules.gate import Recipient
from serai.sharing.rules.need import need_of

CONSULAR = frozenset({"CONSULAR_LIAISON", "NATIONALITY_VERIF"})
TOWARDS_ORIGIN = CONSULAR | {"TRAVEL_DOC", "AVR", "REINTEGRATION", "REPATRIATION_OF_REMAINS"}


def recipient(code: str) -> Recipient | None:
    """The service that `service:<uuid>` names."""
    try:
        public_id = UUID(code.removeprefix("service:"))
    except ValueError:
        return None
    service = Service.objects.filter(public_id=public_id).select_related("organization").first()
    return None if service is None else as_recipient(service)


def as_recipient(service: Service) -> Recipient:
    """A partner's service as one who may be told something: what kind it is, and of which organisation."""
    types = set(service.terms.filter(taxonomy=Taxonomy.SERVICE_TYPE).values_list("code", flat=True))
    kinds = lists.entries("service_type")
    groups = {kinds[code].more["group"] for code in types if code in kinds}
    kind = RecipientClass.CONSULATE if types & CONSULAR else RecipientClass.PARTNER
    return Recipient(
        code=f"service:{service.public_id}",
        party=party_of(service.organization),
        kind=kind,
        needs=need_of(kind, groups),
        name=service.organization.name,
        is_barred_by_fear=not types.isdisjoint(TOWARDS_ORIGIN),
    )


def party_of(organization: Organization) -> str:
    """The organisation as the other party of an agreement."""
    return f"organization:{organization.public_id}"


def parties() -> list[tuple[str, str]]:
    """With whom a sharing agreement can be made."""
    return [(party_of(one), one.name) for one in Organization.objects.order_by("name", "pk")]
