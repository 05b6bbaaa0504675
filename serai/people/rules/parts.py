"""What a shared part belongs to, and what kind of recipient a purpose has: tables, and nothing else."""

from collections.abc import Iterable

from serai.people.choices import Category, Purpose, RecipientClass, SharedPart

CATEGORY_OF: dict[str, str] = {
    SharedPart.CODE: Category.IDENTITY,
    SharedPart.NAME: Category.IDENTITY,
    SharedPart.AGE: Category.PERSONAL,
    SharedPart.SEX: Category.PERSONAL,
    SharedPart.NATIONALITY: Category.PERSONAL,
    SharedPart.LANGUAGE: Category.PERSONAL,
    SharedPart.PHONE: Category.CONTACT,
    SharedPart.CHILD: Category.FAMILY,
    SharedPart.FAMILY: Category.FAMILY,
    SharedPart.DOCUMENTS: Category.DOCUMENTS,
    SharedPart.JOURNEY: Category.JOURNEY,
    SharedPart.NEEDS: Category.NEEDS,
    SharedPart.HEALTH: Category.HEALTH,
    SharedPart.PHOTO: Category.IMAGE,
    SharedPart.NOTE: Category.NEEDS,
}

CLASS_OF: dict[str, str] = {
    Purpose.SERVICES_HERE: RecipientClass.OWN,
    Purpose.CALL_BACK: RecipientClass.OWN,
    Purpose.PHOTO: RecipientClass.OWN,
    Purpose.PAPERS: RecipientClass.OWN,
    Purpose.HEALTH: RecipientClass.HEALTH,
    Purpose.NETWORK: RecipientClass.NETWORK,
    Purpose.STATISTICS: RecipientClass.PUBLIC,
    Purpose.MEDIA: RecipientClass.PUBLIC,
    Purpose.REFERRAL: RecipientClass.PARTNER,
    Purpose.TRACING: RecipientClass.TRACING,
    Purpose.UNHCR: RecipientClass.UNHCR,
    Purpose.RETURN: RecipientClass.ORIGIN,
    Purpose.CONSULATE: RecipientClass.CONSULATE,
    Purpose.AUTHORITIES: RecipientClass.AUTHORITY,
}


def categories_of(fields: Iterable[str]) -> list[str]:
    """What these fields belong to, each once, in the order of the list."""
    named = {CATEGORY_OF[field] for field in fields if field in CATEGORY_OF}
    return [category.value for category in Category if category in named]
