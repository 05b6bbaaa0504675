"""What this room tells a person who asks what is held about them."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.interpreters.models import Conversation, NotWanted
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines


def _conversations(*, posting: Posting, person: Person) -> list[Entry]:
    here = Conversation.objects.filter(person=person, centre_id=posting.here).order_by("on", "pk")
    spoken = [
        lines(
            (_("You spoke with us on"), date_format(one.on)),
            (_("Language of the conversation"), one.language_label),
            (_("Interpreter"), one.mode_label),
        )
        for one in here
    ]
    unwanted = NotWanted.objects.filter(person=person).order_by("since", "pk")
    return spoken + [
        lines((_("There is an interpreter whom you do not want, since"), date_format(one.since))) for one in unwanted
    ]


TOLD = [Telling(_("Interpreters"), (Conversation, NotWanted), _conversations, 52)]
