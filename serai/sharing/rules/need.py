"""What may leave at all, and what each kind of recipient has to know: tables."""

from collections.abc import Iterable

from serai.codes.levels import Level
from serai.people.choices import RecipientClass, SharedPart

# Each part with its class, those that never leave among them: their names are known here so that they are refused by
# name, and not by chance.
LEVEL_OF: dict[str, str] = {
    SharedPart.CODE: Level.INTERNAL,
    SharedPart.NEEDS: Level.CONFIDENTIAL,
    SharedPart.NAME: Level.CONFIDENTIAL,
    SharedPart.AGE: Level.INTERNAL,
    SharedPart.SEX: Level.INTERNAL,
    SharedPart.NATIONALITY: Level.CONFIDENTIAL,
    SharedPart.LANGUAGE: Level.INTERNAL,
    SharedPart.PHONE: Level.CONFIDENTIAL,
    SharedPart.CHILD: Level.CONFIDENTIAL,
    SharedPart.FAMILY: Level.CONFIDENTIAL,
    SharedPart.DOCUMENTS: Level.CONFIDENTIAL,
    SharedPart.JOURNEY: Level.CONFIDENTIAL,
    SharedPart.HEALTH: Level.STRICT,
    SharedPart.PHOTO: Level.CONFIDENTIAL,
    SharedPart.NOTE: Level.CONFIDENTIAL,
    "safe_place": Level.CRITICAL,
    "perpetrator": Level.CRITICAL,
    "threat": Level.CRITICAL,
    "other_people": Level.CRITICAL,
}
LEAVABLE = frozenset(str(part) for part, level in LEVEL_OF.items() if level != Level.CRITICAL)

# Less than code and need, and nobody could answer; more than this has to be needed for the service.
EVERYBODY = frozenset(
    {
        SharedPart.CODE,
        SharedPart.NEEDS,
        SharedPart.NAME,
        SharedPart.AGE,
        SharedPart.SEX,
        SharedPart.LANGUAGE,
        SharedPart.PHONE,
        SharedPart.CHILD,
        SharedPart.NOTE,
    }
)
MORE_FOR: dict[str, frozenset[str]] = {  # groups of the list `service_group`
    "health": frozenset({SharedPart.HEALTH}),
    "mhpss": frozenset({SharedPart.HEALTH}),
    "counselling": frozenset({SharedPart.NATIONALITY, SharedPart.DOCUMENTS}),
    "documents": frozenset({SharedPart.NATIONALITY, SharedPart.DOCUMENTS}),
    "solutions": frozenset({SharedPart.NATIONALITY, SharedPart.DOCUMENTS, SharedPart.FAMILY, SharedPart.JOURNEY}),
    "family": frozenset({SharedPart.NATIONALITY, SharedPart.FAMILY, SharedPart.JOURNEY, SharedPart.PHOTO}),
    "children": frozenset({SharedPart.NATIONALITY, SharedPart.FAMILY}),
    "shelter": frozenset({SharedPart.FAMILY}),
    "movement": frozenset({SharedPart.NATIONALITY, SharedPart.DOCUMENTS}),
}

# A state may learn nothing by default; a consulate and an office of origin never why somebody left, how they came,
# what they need or how they are.
NOT_FOR_ORIGIN = frozenset(
    {SharedPart.JOURNEY, SharedPart.HEALTH, SharedPart.NEEDS, SharedPart.NOTE, SharedPart.CHILD, SharedPart.FAMILY}
)
NEED_OF_KIND: dict[str, frozenset[str]] = {
    RecipientClass.TRACING: EVERYBODY | MORE_FOR["family"],
    RecipientClass.UNHCR: EVERYBODY | MORE_FOR["solutions"],
    RecipientClass.ORIGIN: (EVERYBODY | MORE_FOR["solutions"]) - NOT_FOR_ORIGIN,
    RecipientClass.CONSULATE: (EVERYBODY | MORE_FOR["documents"]) - NOT_FOR_ORIGIN,
    RecipientClass.AUTHORITY: frozenset(),
    RecipientClass.PUBLIC: frozenset(),
}


def need_of_service(groups: Iterable[str]) -> frozenset[str]:
    """What a service of these groups has to know. A service of no known kind needs what everybody needs."""
    return EVERYBODY.union(*(MORE_FOR.get(group, frozenset()) for group in groups))


def need_of(kind: str, groups: Iterable[str] = ()) -> frozenset[str]:
    """What a recipient of this kind has to know: for one that is a service, by what it gives."""
    if kind == RecipientClass.PARTNER:
        return need_of_service(groups)
    return NEED_OF_KIND.get(kind, frozenset())
