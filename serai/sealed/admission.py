"""A new reader takes two persons: a member asks, another agrees (centres.decisions), a member hands over the key."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from serai.accounts.models import User
from serai.centres.decisions import CannotBeDone
from serai.centres.decisions import Kind as TakesTwo
from serai.centres.models import Decision, Posting
from serai.codes.words import Words
from serai.sealed.access import works_nowhere_else
from serai.sealed.choices import Kind
from serai.sealed.models import Admission, Compartment, Member
from serai.sealed.queries.readers import could_join
from serai.sealed.rules import READS_SEALED, is_right_place, may_agree


def _may_agree(posting: Posting, decision: Decision) -> bool:
    here = posting.centre_id == decision.centre_id
    right = is_right_place(kind=decision.what["kind"], centre_id=posting.centre_id)
    return (
        here
        and right
        and (posting.centre_id is not None or works_nowhere_else(user_id=posting.user_id))
        and may_agree(
            role=posting.role, kind=decision.what["kind"], user=posting.user_id, newcomer=decision.what["user"]
        )
    )


def _carry_out(by: Posting, decision: Decision) -> None:
    """The yes: the colleague may be given the key by a member, who holds it. Nobody else could. Not when whoever asked
    reads no longer, for the others may have taken their key away; nor when the colleague could not be chosen now."""
    compartment = Compartment.objects.filter(pk=UUID(decision.what["compartment"])).first()
    user = decision.what["user"]
    asks = Member.objects.filter(compartment=compartment, user_id=decision.asked_by_id)
    if compartment is None or not asks.exists() or user not in {one.pk for one in could_join(compartment=compartment)}:
        raise CannotBeDone
    Admission.objects.get_or_create(compartment=compartment, user_id=user, defaults={"agreed_by": by.user})


def _describe(decision: Decision) -> list[tuple[Words, str]]:
    user = User.objects.get(pk=decision.what["user"])
    return [(_("Sealed files"), str(Kind(decision.what["kind"]).label)), (_("New reader"), user.display_name)]


NEW_READER = TakesTwo(READS_SEALED, _("A new reader of sealed files"), _may_agree, _carry_out, _describe)
