"""What takes two persons in this room."""

from django.utils.translation import gettext_lazy as _

from serai.centres.decisions import Kind
from serai.referrals import operations

KINDS = (
    Kind(
        code=operations.BINDING,
        title=_("Bind a partner’s posting to an organisation"),
        may_agree=operations.may_agree_to_bind,
        carry_out=operations.bind_what_was_asked,
        describe=operations.described_binding,
    ),
)
