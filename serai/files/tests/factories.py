from functools import cache
from uuid import uuid4

from serai.centres.models import Centre, Posting
from serai.files.models import Paper
from serai.files.operations.papers import Told, keep_paper
from serai.files.rules.drawing import Drawn, draw
from serai.people.choices import Decision, Purpose
from serai.people.models import Person
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import How, Said
from tests.fuzz.papers import photo


@cache
def drawn() -> Drawn:
    return draw(photo())


def PaperFactory(*, centre: Centre, person: Person, by: Posting) -> Paper:  # noqa: N802 - made as the others are
    """A passport that the person let somebody of this centre keep."""
    assert by.centre_id == centre.pk
    said = [Said(Purpose.PAPERS, Decision.GRANTED)]
    record_consent(by=by, person=person, said=said, how=How("verbal", "eng", certified=True))
    paper = keep_paper(by=by, person=person, told=Told("passport", uuid4(), "amh"), drawn=drawn())
    assert paper is not None
    return paper
