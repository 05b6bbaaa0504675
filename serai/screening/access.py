"""What other rooms must know of a person's flags, as one plain answer that names no flag."""

from serai.centres import second_line
from serai.people.models import Person
from serai.screening.choices import Kind
from serai.screening.models import Flag


def asylum_wish_stands(person: Person) -> bool:
    """Whether fear of return was said, at any centre, and is not yet dealt with: then no consulate is contacted and no
    return is prepared, whatever consents exist. A suggestion that nobody has looked at counts as well."""
    with second_line.everywhere("fear of return holds back a consulate wherever it was said"):
        return Flag.objects.active().filter(person=person, kind=Kind.ASYLUM).exists()
