"""The twelve migrant response centres of the Horn of Africa (2021-22), as kinds of place; the staff is invented."""

from dataclasses import dataclass

from serai.centres.choices import FacilityType as Kind
from serai.centres.choices import ManagementModel as Model
from serai.centres.choices import Role, SiteKind

PASSWORD = "a-day-at-the-centre"  # noqa: S105 - printed on the demo's first page; the demo listens on loopback


@dataclass(frozen=True)
class Place:
    """A centre of the demo. `share` is its part of the year's registrations; `people` names who comes there."""

    code: str
    name: str
    label: str
    country: str
    place: str
    kinds: tuple[str, ...]
    share: float
    people: str
    children: float
    alone: float  # of the children, how many come unaccompanied
    time_zone: str = "Africa/Addis_Ababa"
    site: str = SiteKind.BORDER
    model: str = Model.CO_MANAGED
    languages: tuple[str, ...] = ("amh", "orm", "eng")


MANY, HELP, LODGE, STATE = Kind.MULTIFUNCTIONAL, Kind.INFORMATION, Kind.SHELTER, Kind.GOVERNMENT_RUN

CENTRES = [
    Place("OBO", "Obock", "COAM", "DJI", "Obock", (MANY, LODGE), 0.22, "coast", 0.20, 0.55, "Africa/Djibouti",
          SiteKind.TRANSIT, Model.IOM, ("amh", "orm", "som", "aar", "ara", "fra")),
    Place("DIR", "Dire Dawa", "MRC", "ETH", "Dire Dawa", (MANY,), 0.06, "ethiopia", 0.25, 0.15, site=SiteKind.FIXED,
          languages=("amh", "orm", "som", "eng")),
    Place("MET", "Metema", "MRC", "ETH", "Metema", (MANY, STATE), 0.17, "ethiopia", 0.24, 0.12),
    Place("MOY", "Moyale", "MRC", "ETH", "Moyale", (MANY,), 0.06, "ethiopia", 0.22, 0.15),
    Place("SEM", "Semera", "MRC", "ETH", "Semera", (MANY,), 0.10, "ethiopia", 0.28, 0.15,
          languages=("amh", "aar", "orm", "eng")),
    Place("TOG", "Togochale", "MRC", "ETH", "Togochale", (MANY,), 0.06, "ethiopia", 0.22, 0.12,
          languages=("som", "amh", "orm", "eng")),
    Place("BOS", "Bossaso", "MRC", "SOM", "Bossaso", (MANY, STATE), 0.11, "coast", 0.22, 0.14, "Africa/Mogadishu",
          SiteKind.FIXED, Model.GOVERNMENT, ("som", "orm", "amh", "ara", "eng")),
    Place("HAR", "Hargeisa", "MRC", "SOM", "Hargeisa", (MANY, HELP), 0.08, "families", 0.48, 0.03,
          "Africa/Mogadishu", SiteKind.FIXED, Model.GOVERNMENT, ("som", "orm", "amh", "ara", "eng")),
    Place("MOG", "Mogadishu", "MRC", "SOM", "Mogadishu", (MANY,), 0.03, "somalia", 0.25, 0.05, "Africa/Mogadishu",
          SiteKind.FIXED, Model.GOVERNMENT, ("som", "ara", "eng")),
    Place("GED", "Gadaref", "MRRC", "SDN", "Gadaref", (MANY, HELP), 0.05, "sudan", 0.22, 0.10, "Africa/Khartoum",
          SiteKind.FIXED, Model.IOM, ("ara", "amh", "tir")),
    Place("KAS", "Kassala", "MRC", "SDN", "Kassala", (MANY,), 0.02, "sudan", 0.22, 0.12, "Africa/Khartoum",
          SiteKind.FIXED, Model.IOM, ("ara", "tir", "amh")),
    Place("KHA", "Khartoum", "MRRC", "SDN", "Khartoum", (MANY, HELP), 0.04, "city", 0.15, 0.05, "Africa/Khartoum",
          SiteKind.FIXED, Model.IOM, ("ara", "eng", "amh", "tir", "orm", "fra")),
]  # fmt: skip

# The people of the tests and the docs work at Obock, Omar at Metema; the others have invented names.
STAFF: list[tuple[str, str, str, str]] = [
    ("gabriel", "Gabriel", Role.GUARD, "OBO"),
    ("rita", "Rita", Role.RECEPTIONIST, "OBO"),
    ("ruth", "Ruth", Role.CASEWORKER, "OBO"),
    ("kadija", "Kadija", Role.CHILD_PROTECTION, "OBO"),
    ("grace", "Grace", Role.GBV, "OBO"),
    ("tariq", "Tariq", Role.TRAFFICKING, "OBO"),
    ("hana", "Hana", Role.HEALTH, "OBO"),
    ("marta", "Marta", Role.MHPSS, "OBO"),
    ("rashid", "Rashid", Role.RETURNS, "OBO"),
    ("sahal", "Sahal", Role.SHELTER, "OBO"),
    ("selam", "Selam", Role.SUPERVISOR, "OBO"),
    ("mona", "Mona", Role.MANAGER, "OBO"),
    ("idris", "Idris", Role.INTERPRETER, "OBO"),
    ("paul", "Paul", Role.PARTNER, "OBO"),
    ("omar", "Omar", Role.CASEWORKER, "MET"),
    ("meron", "Meron", Role.RECEPTIONIST, "MET"),
    ("khalid", "Khalid", Role.CASEWORKER, "KHA"),
    ("dora", "Dora", Role.DATA_OFFICER, ""),
    ("daniel", "Daniel", Role.DATA_PROTECTION, ""),
    ("nadia", "Nadia", Role.PSEA, ""),
    ("dima", "Dima", Role.COORDINATOR, ""),
    ("gaston", "Gaston", Role.GOVERNMENT, ""),
    ("doris", "Doris", Role.DONOR, ""),
    ("adil", "Adil", Role.ADMINISTRATOR, ""),
]
TWO_POSTINGS = ("ruth", Role.CASEWORKER, "DIR")  # to see the page that asks where one works today
LANGUAGE_OF_STAFF = {"khalid": "ar", "idris": "ar", "gaston": "fr", "gabriel": "fr"}
