from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """Functions of a centre (IOM guide, staffing). The role in a posting is all that gives a right."""

    GUARD = "guard", _("Guard")
    RECEPTIONIST = "receptionist", _("Receptionist")
    CASEWORKER = "caseworker", _("Caseworker")
    CHILD_PROTECTION = "child_protection", _("Child protection focal point")
    GBV = "gbv", _("Gender-based violence focal point")
    TRAFFICKING = "trafficking", _("Trafficking focal point")
    HEALTH = "health", _("Nurse or doctor")
    MHPSS = "mhpss", _("Psychosocial support")
    RETURNS = "returns", _("Return counsellor")
    SHELTER = "shelter", _("Shelter supervisor")
    SUPERVISOR = "supervisor", _("Case supervisor")
    MANAGER = "manager", _("Centre manager")
    INTERPRETER = "interpreter", _("Interpreter")
    PARTNER = "partner", _("Partner focal point")
    DATA_OFFICER = "data_officer", _("Data officer")
    DATA_PROTECTION = "data_protection", _("Data-protection focal point")
    PSEA = "psea", _("Focal point for protection from sexual exploitation and abuse")
    COORDINATOR = "coordinator", _("Network coordinator")
    GOVERNMENT = "government", _("Government co-manager")
    DONOR = "donor", _("Donor")
    ADMINISTRATOR = "administrator", _("System administrator")


class FacilityType(TextChoices):
    """IOM guide, types of facility; a centre may be of several."""

    MULTIFUNCTIONAL = "multifunctional", _("Multifunctional centre")
    SHELTER = "shelter", _("Shelter")
    INFORMATION = "information_resource", _("Information and resource centre")
    GOVERNMENT_RUN = "government_run", _("Within a government institution")
    HOTEL = "hotel_guesthouse_private", _("Hotel, guest house or private lodging")
    OTHER = "other", _("Other structure")


class SiteKind(TextChoices):
    FIXED = "fixed", _("Fixed site")
    MOBILE = "mobile_unit", _("Mobile unit")
    BORDER = "border_point", _("Border point")
    TRANSIT = "transit_site", _("Transit site")
    RECEPTION = "reception_site", _("Reception site")
    SATELLITE = "satellite", _("Satellite or temporary site")
    HELPLINE = "helpline", _("Helpline only")


class ManagementModel(TextChoices):
    IOM = "iom_managed", _("Managed by IOM")
    PARTNER = "implementing_partner_managed", _("Managed by an implementing partner")
    GOVERNMENT = "government_managed", _("Managed by the government")
    CO_MANAGED = "co_managed", _("Managed jointly")


class CentreStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("centre", "Planned")
    SETTING_UP = "setting_up", pgettext_lazy("centre", "Being set up")
    OPEN = "open", pgettext_lazy("centre", "Open")
    SUSPENDED = "suspended", pgettext_lazy("centre", "Suspended")
    REDUCED = "reduced_service", pgettext_lazy("centre", "Reduced service")
    PHASING_OUT = "phasing_out", pgettext_lazy("centre", "Being phased out")
    HANDED_OVER = "handed_over", pgettext_lazy("centre", "Handed over")
    CLOSED = "closed", pgettext_lazy("centre", "Closed")


class DecisionState(TextChoices):
    WAITING = "waiting", pgettext_lazy("decision", "Waits for a second person")
    DONE = "done", pgettext_lazy("decision", "Agreed and done")
    REFUSED = "refused", pgettext_lazy("decision", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("decision", "Taken back")


ACTS = {
    "decision.asked": _("Asked a second person to agree"),
    "decision.agreed": _("Agreed as the second person"),
    "decision.refused": _("Refused as the second person"),
    "decision.withdrawn": _("Took back what was asked"),
    "decision.not_the_owners": _("Took back what was asked while the account was in somebody else’s hands"),
    "posting.chosen": _("Chose a posting"),
    "posting.given": _("Gave a posting"),
    "posting.ended": _("Ended a posting"),
    "centre.opened": _("Added a centre"),
    "centre.corrected": _("Corrected what is said of a centre"),
    "centre.status_changed": _("Changed a centre's status"),
    "desk.added": _("Added a desk"),
    "desk.opened": _("Opened a desk"),
    "desk.closed": _("Closed a desk"),
    "service.offered": _("Added a service to the centre"),
    "service.withdrawn": _("Withdrew a service from the centre"),
}
