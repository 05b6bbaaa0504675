"""What takes two persons in this room."""

from django.utils.translation import gettext_lazy as _

from serai.centres.decisions import Kind
from serai.centres.operations import hands, postings

KINDS = (
    Kind(
        code=postings.GIVING,
        title=_("Give a posting"),
        may_agree=postings.may_agree_to_posting,
        carry_out=postings.give_what_was_asked,
        describe=postings.described,
    ),
    Kind(
        code=hands.SECOND_STEP,
        title=_("Take away the second step of an account"),
        may_agree=hands.may_agree,
        carry_out=hands.forget_what_was_asked,
        describe=hands.described,
    ),
    Kind(
        code=hands.OWNER,
        title=_("Confirm whose account it is"),
        may_agree=hands.may_agree,
        carry_out=hands.confirm_what_was_asked,
        describe=hands.described,
    ),
)
