from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Not known or not said")


class AgeBand(TextChoices):
    """Bands that the yearly reports of the centres can be counted in; the child bands end at 17."""

    UNDER_5 = "0-4", _("0–4")
    FROM_5 = "5-9", _("5–9")
    FROM_10 = "10-14", _("10–14")
    FROM_15 = "15-17", _("15–17")
    FROM_18 = "18-29", _("18–29")
    FROM_30 = "30-44", _("30–44")
    FROM_45 = "45-59", _("45–59")
    FROM_60 = "60+", _("60+")
    UNKNOWN = "unknown", _("Age not known")


class BirthPrecision(TextChoices):
    """How well the birth is known. The database keeps the earliest and latest possible day, never a made-up one."""

    EXACT = "exact", _("Exact date")
    MONTH = "month", _("Month and year")
    YEAR = "year", _("Year only")
    AGE = "age", _("Estimated age")
    BAND = "band", _("Age group")
    SPAN = "span", _("Between two dates")
    UNKNOWN = "unknown", _("Not known")


class ChildStatus(TextChoices):
    """Inter-Agency UASC guidelines, codes after HTCDS: separated and unaccompanied are different things."""

    ADULT = "adult", _("Adult")
    ACCOMPANIED = "accompanied", _("Accompanied child")
    SEPARATED = "separated", _("Separated child")
    UNACCOMPANIED = "unaccompanied", _("Unaccompanied child")
    UNKNOWN = "unknown", _("Not yet known")


class ConsentStatus(TextChoices):
    """What the person said about being recorded, at this registration."""

    GIVEN = "given", _("Agreed to be recorded")
    REFUSED = "refused", _("Refused")
    NOT_ASKED = "not_asked", _("Not yet asked")


class Purpose(TextChoices):
    """Purposes of consent (IOM Data Protection Manual: specified, never in general): each is asked alone."""

    SERVICES_HERE = "services_here", _("Record my data to help me at this centre")
    NETWORK = "network", _("Let other centres of this network see my file")
    REFERRAL = "referral", _("Refer me to one partner, with the listed information")
    CONSULATE = "consulate", _("Contact my consulate")
    AUTHORITIES = "authorities", _("Share with the authorities")
    TRACING = "tracing", _("Look for my family")
    PHOTO = "photo", _("Take my photo")
    PAPERS = "papers", _("Keep copies of my papers")
    STATISTICS = "statistics", _("Use my answers in figures, without my name")
    CALL_BACK = "call_back", _("Call me back")
    HEALTH = "health", _("Share my health data with health staff")
    RETURN = "return", _("Prepare my voluntary return")
    MEDIA = "media", _("Tell my story in public")
    UNHCR = "unhcr", _("Share with UNHCR")


class Decision(TextChoices):
    GRANTED = "granted", _("Agreed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentForm(TextChoices):
    WRITTEN = "written", _("Written, signed by the person")
    VERBAL = "verbal", _("Spoken, certified by staff")
    PROXY = "proxy", _("Given by someone else for the person")


class HouseholdRole(TextChoices):
    HEAD = "head", _("Head of household")
    SPOUSE = "spouse", _("Spouse or partner")
    CHILD = "child", _("Son or daughter")
    PARENT = "parent", _("Father or mother")
    SIBLING = "sibling", _("Brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    RELATIVE = "relative", _("Other relative")
    CAREGIVER = "caregiver", _("Caregiver by law or custom")
    UNRELATED = "unrelated", _("Not related")


class Relation(TextChoices):
    """How far a claimed family relation is believed."""

    CLAIMED = "claimed", _("Claimed")
    VERIFIED = "verified", _("Verified")
    DOUBTFUL = "doubtful", _("Doubtful")


class WhyOpen(TextChoices):
    """Why a file is opened; written in the trail."""

    REGISTRATION = "registration", _("Registration")
    SERVICE = "service", _("Giving a service")
    FOLLOW_UP = "follow_up", _("Follow-up")
    REFERRAL = "referral", _("Referral")
    CORRECTION = "correction", _("Correction")
    SUPERVISION = "supervision", _("Supervision")
    EMERGENCY = "emergency", _("Emergency")
    RIGHTS = "rights", _("The person asked about their data")


class SharedPart(TextChoices):
    """The parts of a file that may leave it, one by one. Flags, screening, notes and safe places are not among them."""

    CODE = "code", _("File code")
    NEEDS = "needs", _("Needs")
    NAME = "name", _("Name")
    AGE = "age", _("Age group")
    SEX = "sex", _("Sex")
    NATIONALITY = "nationality", _("Nationality")
    LANGUAGE = "language", _("Languages")
    PHONE = "phone", _("Telephone number")
    CHILD = "child", _("Child alone or accompanied")
    FAMILY = "family", _("Who is with the person")
    DOCUMENTS = "documents", _("Identity documents")
    JOURNEY = "journey", _("The journey")
    HEALTH = "health", _("Health")
    PHOTO = "photo", _("Photo")
    NOTE = "note", _("The note written for the partner")


class Category(TextChoices):
    """What a shared part belongs to, in the words of a notice (IOM Data Protection Manual)."""

    IDENTITY = "identity", _("Identity")
    PERSONAL = "personal", _("Personal characteristics")
    CONTACT = "contact", _("Contact")
    FAMILY = "family", _("Family")
    DOCUMENTS = "documents", _("Identity documents")
    JOURNEY = "journey", _("The journey")
    NEEDS = "needs", _("Needs")
    HEALTH = "health", _("Health")
    IMAGE = "image", _("Photo")


class RecipientClass(TextChoices):
    """What kind of recipient a consent is for: outside our network, one that is named."""

    OWN = "own", _("This centre")
    NETWORK = "network", _("Centres of this network")
    HEALTH = "health", _("Health staff of this centre")
    PARTNER = "partner", _("One partner")
    TRACING = "tracing", _("One service that looks for families")
    UNHCR = "unhcr", _("UNHCR")
    ORIGIN = "origin", _("One office in the country of return")
    CONSULATE = "consulate", _("One consulate")
    AUTHORITY = "authority", _("One authority")
    PUBLIC = "public", _("The public")


class LegalBasis(TextChoices):
    """Why data may be used at all: the six of the ICRC handbook. Consent is asked and followed beside the others."""

    CONSENT = "consent", _("Consent")
    VITAL_INTEREST = "vital_interest", _("Vital interest")
    PUBLIC_INTEREST = "public_interest", _("Public interest")
    LEGITIMATE_INTEREST = "legitimate_interest", _("Legitimate interest")
    CONTRACT = "contract", _("Contract")
    LEGAL_OBLIGATION = "legal_obligation", _("Legal obligation")


class GuardianTold(TextChoices):
    """From 15 to 17 the child decides; whether a guardian knows of it is said as well."""

    YES = "yes", _("Yes, the guardian knows")
    NONE = "none", _("No, there is no guardian")
    UNSAFE = "unsafe", _("No, it would not be safe for the child")
    UNWANTED = "unwanted", _("No, the child does not want it")


class KeptFor(TextChoices):
    """Why a file is kept to its team. What happened stands in no list and in no note here."""

    THREAT = "threat", _("Somebody who works here may harm this person")
    CLOSE = "close", _("Somebody who works here is close to this person, or to whoever harms them")
    COLLEAGUE = "colleague", _("The person works here, or did")
    ASKED = "asked", _("The person asks for it")
    OTHER = "other", _("Another reason, which the team knows")


ACTS = {
    "person.opened": _("Opened the file"),
    "consent.recorded": _("Recorded consent"),
    "consent.decided": _("Decided with a second person for somebody who cannot answer"),
    "consent.withdrawn": _("Recorded a withdrawal of consent"),
}
