"""Promise 15: one action has one effect, even when it is sent ten times, one after the other or at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.assistance.choices import WhyUndone
from serai.assistance.models import Delivery
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.operations.centres import offer_service
from serai.people.models import Registration
from serai.proofs import people, scratch
from serai.proofs.at_once import together
from serai.proofs.ground import Ground
from serai.proofs.rules import Found
from serai.proofs.words import controlled
from serai.reception.models import HeadCount, Visit

FORMS = 2  # one is sent again and again, one at the same moment
APART = -1_000  # rows and lines of the trail tell different numbers
SERVICE = "NFI_KIT"

type Form = tuple[str, dict[str, str]]  # the address, and what is sent there


@dataclass(frozen=True)
class Act:
    """`fresh` gives a form nobody has sent; `line` is what the trail says of the act."""

    name: str
    line: str
    fresh: Callable[[], Form]
    rows: type[Model] | None = None

    def effects(self) -> tuple[int, int]:
        """How many rows there are, and how many lines of the trail tell of it."""
        rows = self.rows._default_manager.count() if self.rows else Entry.objects.filter(act=self.line).count()
        return rows, Entry.objects.filter(act=self.line).count()


@dataclass
class Sent:
    """What came of sending an act's forms: effects of the same form, and of as many different ones."""

    same: int = 0
    failed: int = 0
    different: int = 0


def send(ground: Ground) -> Found:
    """Send the form of each act ten times, and ten times at once; then ten different forms, which must count ten."""
    times = ground.effort.times
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        rita = people.posting("rita", Role.RECEPTIONIST, people.centre("OBO"))
        offer_service(by=None, centre=rita.centre, service_type=SERVICE, on=people.BEFORE)  # type: ignore[arg-type]
        acts = list(acts_of(rita))
        told = {act.name: sent(act, there=there, by=rita, times=times) for act in acts}
    twice = sorted(name for name, one in told.items() if one.same != FORMS)
    failed = sum(one.failed for one in told.values())
    different = sum(one.different for one in told.values())
    words = _(
        "Acts: {acts}, each sent {times} times, and {times} times at once from as many threads. More or less than one "
        "effect: {twice}. Answers that were an error: {failed}. Control, {times} different forms of each: {different} "
        "effects of {all}."
    )
    said = words.format(
        acts=len(acts), times=times, twice=", ".join(twice) or "0", failed=failed, different=different,
        all=times * len(acts),
    )  # fmt: skip
    return controlled(holds=not twice and not failed, told=said, control=different == times * len(acts))


def sent(act: Act, *, there: scratch.Scratch, by: Posting, times: int) -> Sent:
    """Two forms: one sent again and again, one at the same moment; and as many others, each once."""
    browser, came = people.browser(by.user), Sent()
    again, at_once = [_sending(act.fresh())] * times, [_sending(act.fresh())] * times
    others = [_sending(act.fresh()) for _number in range(times)]
    one_by_one, failed = _counted(act, lambda: [send(browser) for send in again])
    together_, more = _counted(act, lambda: together(at_once, there=there, user=by.user))
    came.different, yet_more = _counted(act, lambda: [send(browser) for send in others])
    came.same, came.failed = one_by_one + together_, failed + more + yet_more
    return came


def _sending(form: Form) -> Callable[[Client], int]:
    return lambda browser: browser.post(*form).status_code


def _counted(act: Act, do: Callable[[], Sequence[int]]) -> tuple[int, int]:
    """How many effects there were, the same in rows and in the trail, else none; and answers that were an error."""
    before = act.effects()
    answers = do()
    rows, lines = (after - was for after, was in zip(act.effects(), before, strict=True))
    return rows if rows == lines else APART, sum(answer >= 500 for answer in answers)


def acts_of(by: Posting) -> Iterator[Act]:
    """What somebody at a desk does all day."""
    count = {"direction": "in", "group": "", "cell": "female 18-59"}
    arrival = {"sex": "female", "age_band": "18-29", "nationality": "ETH", "language": ""}
    given = {"on": timezone.localdate().isoformat(), "number": "1", "sex": "female", "age_band": "18-29",
             "nationality": "ETH"}  # fmt: skip

    def registering() -> Form:
        return people.registering(), people.form(uuid4())

    def counting() -> Form:
        return reverse("reception:gate"), {**count, "client_token": str(uuid4())}

    def arriving() -> Form:
        return reverse("reception:arrive"), {**arrival, "client_token": str(uuid4())}

    def giving() -> Form:
        return reverse("assistance:give", args=[SERVICE]), {**given, "session": str(uuid4())}

    def undoing() -> Form:
        people.browser(by.user).post(*giving())
        last = Delivery.objects.order_by("pk").last()
        return reverse("assistance:undo", args=[last.pk if last else 0]), {"why_undone": WhyUndone.TWICE}

    yield Act("register", "person.registered", registering, Registration)
    yield Act("count", "headcount.counted", counting, HeadCount)
    yield Act("arrive", "visit.opened", arriving, Visit)
    yield Act("give", "delivery.recorded", giving, Delivery)
    yield Act("undo", "delivery.undone", undoing)
