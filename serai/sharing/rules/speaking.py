"""Whether a yes still is whose it has to be, as the person's birth is known today. Pure."""

from datetime import date

from serai.people.rules.birth import Birth
from serai.people.rules.children import duty_to
from serai.people.rules.consent import How, gaps_for_child


def still_counts(*, how: How, purpose: str, said_on: date, birth: Birth, today: date) -> bool:
    """A yes that could not be kept today for the age at which it was given is none, whatever was believed of that age
    then; and who has grown up to speak for themselves is asked, whoever answered for them."""
    has_grown = duty_to(birth, said_on).caregiver and not duty_to(birth, today).caregiver
    return not has_grown and not gaps_for_child(how, birth, said_on, granted={purpose})
