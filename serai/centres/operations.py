from datetime import date

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Centre, OfferedService, Posting


@transaction.atomic
def offer_service(*, by: Posting, centre: Centre, service_type: str, on: date) -> OfferedService:
    """Add a service type to what the centre gives; offering it twice changes nothing."""
    offered, is_new = OfferedService.objects.get_or_create(
        centre=centre, service_type=service_type, until=None, defaults={"since": on}
    )
    if is_new:
        record(by=by, act="service.offered", subject=centre, service_type=service_type)
    return offered
