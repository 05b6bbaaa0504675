"""People who came to Obock twice: a pair to compare, one to make one file, two files that became one, and two that only
the search at night finds. And a desk that asks about somebody known elsewhere."""

from datetime import date

from serai.centres.models import Centre, Posting
from serai.duplicates.choices import Said as SaidOfTwo
from serai.duplicates.choices import Why
from serai.duplicates.models import Pair
from serai.duplicates.operations.merging import merge
from serai.duplicates.operations.pairs import decide, keep_to_compare
from serai.linkage.models import Suggestion
from serai.linkage.operations.across import ask
from serai.people import rules
from serai.people.models import Person
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import FIRST_ASKED, How, Said
from serai.registration.operations.registration import Told, register_person

Heard = tuple[str, str, str, str, int]  # script, given, father, grandfather, age

TWICE: tuple[tuple[str, str, Heard, Heard], ...] = (
    (
        "female",
        "ETH",
        ("latin", "Senait", "Tesfaye", "Girma", 24),
        ("ethiopic", "ሰናይት", "ተስፋዬ", "ግርማ", 25),
    ),
    (
        "male",
        "SOM",
        ("latin", "Abdirahman", "Yusuf", "Warsame", 31),
        ("arabic", "عبد الرحمن", "يوسف", "ورسمه", 30),
    ),
    (
        "male",
        "SDN",
        ("latin", "Othman", "Idris", "Jibril", 19),
        ("latin", "Ousmane", "Idriss", "Djibril", 20),
    ),
)

NOBODY_NOTICED: tuple[str, str, Heard, Heard] = (
    "male",
    "ERI",
    ("latin", "Yohannes", "Haile", "Kidane", 28),
    ("ethiopic", "ዮሐንስ", "ኃይለ", "ኪዳነ", 29),
)


def write(day: date) -> None:
    """The first pair waits for a second pair of eyes, the second for a supervisor, the third is one file."""
    rita, ruth, selam = (
        Posting.objects.select_related("user", "centre").get(user__username=name, centre__code="OBO")
        for name in ("rita", "ruth", "selam")
    )
    for number, (sex, nationality, *heard) in enumerate(TWICE):
        older, newer = (_registered(rita, sex, nationality, told, day) for told in heard)
        keep_to_compare(by=rita, person=newer, others=[older.pk], why=Why.UNSURE)
        if number > 0:
            decide(by=ruth, pair=Pair.objects.get(first=newer, second=older), said=SaidOfTwo.SAME)
        if number > 1:
            merge(by=selam, kept=older, gone=newer)

    _found_at_night(rita, day)
    ask(by=rita)


def _found_at_night(rita: Posting, day: date) -> None:
    """What the search would find, which needs an extra: two files here, and two of which one is in Metema."""
    sex, nationality, *heard = NOBODY_NOTICED
    older, newer = (_registered(rita, sex, nationality, told, day) for told in heard)
    there = _in_metema(heard[0], sex, nationality, day)
    told = {"in_a_hundred": 97, "found_on": day}
    Suggestion.objects.create(centre_id=rita.here, first=newer, second=older, **told)
    Suggestion.objects.create(centre_id=rita.here, first=older, second=there, is_elsewhere=True, **told)
    Suggestion.objects.create(
        centre=Centre.objects.get(code="MET"), first=there, second=older, is_elsewhere=True, **told
    )


def _in_metema(heard: Heard, sex: str, nationality: str, day: date) -> Person:
    meron = Posting.objects.select_related("user", "centre").get(user__username="meron")
    return _registered(meron, sex, nationality, heard, day)


def _registered(by: Posting, sex: str, nationality: str, heard: Heard, day: date) -> Person:
    script, given, father, grandfather, age = heard
    name = {"given": given, "father": father, "grandfather": grandfather}
    told = Told(sex, rules.aged(age, on=day), nationality, "given", name, script=script)
    person = register_person(by=by, told=told, on=day)
    how = How(form="verbal", language="ar", certified=True)
    record_consent(by=by, person=person, said=[Said(purpose, "granted") for purpose in FIRST_ASKED], how=how)
    return person
