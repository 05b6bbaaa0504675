"""What a column of an imported file can hold, and the words by which such a column is known in four languages."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Holds(StrEnum):
    """What the cells of a column hold, and so how they are read."""

    KEY = "key"
    CONSENT = "consent"
    DAY = "day"
    YEAR = "year"
    AGE = "age"
    TEXT = "text"
    PLACE = "place"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True)
class Target:
    """`hints`: names of columns, separated by |. `width`: the longest text that can be kept."""

    name: str
    label: str | Promise
    holds: Holds
    hints: str
    codes: str = ""
    width: int = 80


_ALL = (
    Target("key", _("Number of the record (recognises a row the second time)"), Holds.KEY, "uuid|instanceid|_uuid"),
    Target(
        "consent",
        _("Agreed to be recorded"),
        Holds.CONSENT,
        "consent|consentement|consentimiento|accord|acepta|agree|agreed|موافقة|الموافقة",
        "yes_no",
    ),
    Target(
        "registered_on",
        _("Date of registration"),
        Holds.DAY,
        "registration date|date of registration|registered on|interview date|date d enregistrement|fecha de registro"
        "|fecha registro|date enregistrement|تاريخ التسجيل|date|fecha|today|start|submission time",
    ),
    Target("sex", _("Sex"), Holds.CODE, "sex|gender|sexe|genre|sexo|genero|الجنس|النوع", "sex"),
    Target(
        "birth_day",
        _("Date of birth"),
        Holds.DAY,
        "dob|birth date|date of birth|birthdate|date de naissance|date naissance"
        "|fecha de nacimiento|fecha nacimiento|تاريخ الميلاد",
    ),
    Target(
        "birth_year",
        _("Year of birth"),
        Holds.YEAR,
        "birth year|year of birth|yob|annee de naissance|ano de nacimiento|سنة الميلاد",
    ),
    Target("age", _("Age in years"), Holds.AGE, "age|age years|edad|العمر|السن|age in years"),
    Target(
        "age_band",
        _("Age group"),
        Holds.CODE,
        "age group|age band|tranche d age|groupe d age|grupo de edad|rango de edad|الفئة العمرية",
        "age_band",
    ),
    Target(
        "nationality",
        _("Nationality"),
        Holds.CODE,
        "nationality|nationalite|nacionalidad|الجنسية|citizenship|country of nationality",
        "country",
    ),
    Target(
        "full_name", _("Whole name"), Holds.TEXT, "name|full name|nom complet|nombre completo|الاسم|الاسم الكامل|nombre"
    ),
    Target(
        "given",
        _("Given name"),
        Holds.TEXT,
        "given name|first name|firstname|given|prenom|prenoms|nombres|primer nombre|الاسم الأول",
    ),
    Target(
        "father",
        _("Father’s name"),
        Holds.TEXT,
        "father|father name|fathers name|nom du pere|nombre del padre|اسم الأب|middle name",
    ),
    Target(
        "grandfather",
        _("Grandfather’s name"),
        Holds.TEXT,
        "grandfather|grandfather name|grandfathers name|nom du grand pere|nombre del abuelo|اسم الجد",
    ),
    Target(
        "family",
        _("Family name"),
        Holds.TEXT,
        "family name|last name|surname|lastname|nom de famille|nom|apellido|apellidos|اسم العائلة|اللقب",
    ),
    Target(
        "original_name",
        _("Name in its own script"),
        Holds.TEXT,
        "original name|name in own script|arabic name|name arabic|nom en arabe|nombre original|الاسم بالعربية",
    ),
    Target(
        "phone",
        _("Phone"),
        Holds.TEXT,
        "phone|phone number|telephone|mobile|telefono|numero de telephone|الهاتف|رقم الهاتف",
        width=40,
    ),
    Target(
        "origin_place",
        _("Place of origin"),
        Holds.PLACE,
        "origin|region of origin|place of origin|admin1|region|province|origine|lieu d origine|lugar de origen"
        "|origen|المنطقة|مكان الأصل|departure region",
        width=120,
    ),
    Target(
        "residence_country",
        _("Country of usual residence"),
        Holds.CODE,
        "country of residence|habitual residence|pays de residence|pais de residencia|بلد الإقامة",
        "country",
    ),
    Target(
        "mother_tongue",
        _("Mother tongue"),
        Holds.CODE,
        "mother tongue|language|langue maternelle|langue|lengua materna|idioma|اللغة الأم|اللغة",
        "language",
    ),
    Target(
        "marital_status",
        _("Marital status"),
        Holds.CODE,
        "marital status|situation matrimoniale|etat civil|estado civil|الحالة الاجتماعية",
        "marital_status",
    ),
    Target(
        "education",
        _("Highest education"),
        Holds.CODE,
        "education|education level|niveau d etudes|nivel educativo|educacion|المستوى التعليمي|التعليم",
        "education",
    ),
    Target(
        "occupation",
        _("Occupation before leaving"),
        Holds.TEXT,
        "occupation|profession|ocupacion|profesion|المهنة",
        width=120,
    ),
    Target(
        "has_document",
        _("Has an identity document"),
        Holds.CODE,
        "has id|has document|id document|has documents|piece d identite|tiene documento|documento de identidad"
        "|وثيقة هوية",
        "yes_no",
    ),
    Target(
        "child_status",
        _("Who is with the child"),
        Holds.CODE,
        "child status|uasc|statut de l enfant|condicion del nino|حالة الطفل|accompaniment",
        "child_status",
    ),
    Target(
        "reason",
        _("Reasons for leaving"),
        Holds.CODES,
        "reasons|reason|reasons for migrating|reason for migration|raisons|motif|motifs|razones|motivos|motivo"
        "|أسباب الهجرة|الأسباب",
        "reason",
    ),
    Target("need", _("Needs"), Holds.CODES, "needs|need|besoins|necesidades|الاحتياجات", "need"),
    Target(
        "hardship",
        _("Hardships on the way"),
        Holds.CODES,
        "hardships|hardship|difficulties|difficultes|dificultades|الصعوبات",
        "hardship",
    ),
    Target("intention", _("Intention"), Holds.CODE, "intention|intentions|intencion|النية", "intention"),
    Target(
        "destination",
        _("Destination"),
        Holds.CODE,
        "destination|intended destination|destino|الوجهة|final destination",
        "destination",
    ),
    Target(
        "length_of_stay",
        _("How long in this country"),
        Holds.CODE,
        "length of stay|duree de sejour|tiempo de estancia|مدة الإقامة|time in country",
        "length_of_stay",
    ),
    Target(
        "information_wanted",
        _("Information wanted"),
        Holds.CODES,
        "information wanted|information|informations souhaitees|informacion deseada|المعلومات المطلوبة",
        "information_wanted",
    ),
    Target("source", _("How the person came here"), Holds.CODE, "source|referral source|fuente|المصدر", "source"),
)
TARGETS: dict[str, Target] = {target.name: target for target in _ALL}
