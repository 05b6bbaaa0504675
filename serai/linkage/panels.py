"""What the page of today says of the questions that desks ask: to who answers, and to who asked."""

from django.utils.translation import gettext_lazy as _

from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.linkage.queries.questions import answered_lately, asked_today

TODAY = (
    TodayBlock(
        name="across",
        title=_("Files at two centres"),
        needs=May.COMPARE_ACROSS,
        template="linkage/today.html",
        load=asked_today,
        order=6,
    ),
    TodayBlock(
        name="answered",
        title=_("The data-protection focal point answered you"),
        needs=May.SEARCH_PEOPLE,
        template="linkage/answered.html",
        load=answered_lately,
        order=6,
    ),
)
