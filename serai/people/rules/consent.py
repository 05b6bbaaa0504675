"""What makes a line of consent good: one purpose at a time, said by somebody who may say it, never in general."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from serai.codes.folding import words as folded
from serai.people.choices import ConsentForm, Decision, Purpose
from serai.people.rules.birth import Birth
from serai.people.rules.children import Age, duty_to

NOTICE_VERSION = "1"  # change it with the words of templates/people/notice.html; old lines keep theirs
OWN_CONSENT_FROM = Age.FROM_15.value

STAFF = "staff"  # one of us speaks for nobody: two decide, one of them a supervisor (room `sharing`)

FIRST_ASKED = (Purpose.SERVICES_HERE, Purpose.NETWORK, Purpose.STATISTICS)
ASKED_WHEN_USEFUL = (Purpose.HEALTH, Purpose.CALL_BACK, Purpose.PHOTO, Purpose.PAPERS)
ASKED_ALONE = (  # something leaves: each is asked alone, for one recipient and listed fields; no is the default
    Purpose.TRACING,
    Purpose.UNHCR,
    Purpose.RETURN,
    Purpose.CONSULATE,
    Purpose.AUTHORITIES,
    Purpose.MEDIA,
)
LEAVING = frozenset({*ASKED_ALONE, Purpose.REFERRAL})


class Gap(StrEnum):
    """Why a line of consent cannot be kept."""

    NOTHING_SAID = "nothing_said"
    NO_CERTIFIER = "no_certifier"
    NO_PROXY_NAME = "no_proxy_name"
    NO_PROXY_RELATION = "no_proxy_relation"
    NO_PROXY_REASON = "no_proxy_reason"
    TWO_DECIDE = "two_decide"
    CAREGIVER_DECIDES = "caregiver_decides"
    CHILD_NOT_ASKED = "child_not_asked"
    CHILD_SAID_NO = "child_said_no"
    GUARDIAN_NOT_SAID = "guardian_not_said"
    NO_RECIPIENT = "no_recipient"
    NO_FIELDS = "no_fields"
    PAST_ALREADY = "past_already"


@dataclass(frozen=True)
class Said:
    """What was decided for one purpose: for whom, with which fields."""

    purpose: str
    decision: str
    recipient: str = ""
    recipient_name: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class How:
    """How it was said: the form, by whom, in which language, until when."""

    form: str
    language: str
    certified: bool = False
    proxy_name: str = ""
    proxy_relation: str = ""
    proxy_reason: str = ""
    child_assented: bool | None = None
    interpreter_mode: str = ""
    valid_until: date | None = None
    witness_name: str = ""
    guardian_told: str = ""


def gaps_in(*, said: Iterable[Said], how: How, birth: Birth, today: date) -> list[Gap]:
    """All that is missing before these answers may be kept, in the order of the form."""
    answers = list(said)
    gaps = [] if answers else [Gap.NOTHING_SAID]
    granted = {answer.purpose for answer in answers if answer.decision == Decision.GRANTED}
    gaps += _gaps_in_form(how)
    gaps += gaps_for_child(how, birth, today, granted=granted)
    for answer in answers:
        if answer.decision == Decision.GRANTED and answer.purpose in LEAVING:
            gaps += [] if answer.recipient else [Gap.NO_RECIPIENT]
            gaps += [] if answer.fields else [Gap.NO_FIELDS]
    if how.valid_until is not None and how.valid_until < today:
        gaps.append(Gap.PAST_ALREADY)
    return gaps


def _gaps_in_form(how: How) -> list[Gap]:
    if how.form == ConsentForm.VERBAL:
        return [] if how.certified else [Gap.NO_CERTIFIER]
    if how.form != ConsentForm.PROXY:
        return []
    if how.proxy_relation == STAFF:
        return [Gap.TWO_DECIDE]
    asked = (
        (how.proxy_name, Gap.NO_PROXY_NAME),
        (how.proxy_relation, Gap.NO_PROXY_RELATION),
        (how.proxy_reason, Gap.NO_PROXY_REASON),
    )
    return [gap for answer, gap in asked if not answer.strip()]


def gaps_for_child(how: How, birth: Birth, today: date, *, granted: set[str]) -> list[Gap]:
    """What a yes to these purposes lacks, given on that day by or for somebody with this birth."""
    duty = duty_to(birth, today)
    if not granted:
        return []
    if duty.guardian and not how.guardian_told and not granted.isdisjoint(LEAVING):
        return [Gap.GUARDIAN_NOT_SAID]
    if duty.caregiver and how.form != ConsentForm.PROXY:
        return [Gap.CAREGIVER_DECIDES]
    if not duty.assent:
        return []
    if how.child_assented is None:
        return [Gap.CHILD_NOT_ASKED]
    return [] if how.child_assented else [Gap.CHILD_SAID_NO]


def recipient_code(purpose: str, name: str) -> str:
    """One code for one recipient however it is typed: `consulate:ethiopia`."""
    words = "-".join(folded(name))
    return f"{purpose}:{words}"[:60] if words else ""


def is_live(*, decision: str, valid_until: date | None, on: date) -> bool:
    """Whether the last word still holds on that day."""
    return decision == Decision.GRANTED and (valid_until is None or valid_until >= on)
