"""What takes two persons here, besides the list of files whose time is over."""

from django.utils.translation import gettext_lazy as _

from serai.centres.decisions import Kind
from serai.privacy.operations import erasing, periods, registers, requests
from serai.privacy.queries import KEEPING

KINDS = [
    Kind(
        code=requests.ERASING_ASKED,
        title=_("Erase a file because the person asks for it"),
        may_agree=requests.may_agree,
        carry_out=requests.erase_as_asked,
        describe=requests.described,
    ),
    Kind(
        code=registers.SIGNING,
        title=_("Sign an impact assessment"),
        may_agree=registers.may_sign,
        carry_out=registers.sign_assessment,
        describe=registers.described,
    ),
    Kind(
        code=KEEPING,
        title=_("Keep files for another time"),
        may_agree=erasing.may_agree_to_erase,
        carry_out=periods.keep_for,
        describe=periods.described,
    ),
]
