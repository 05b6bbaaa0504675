"""The gate with what the database knows: may this leave, and which part of what left may still be read."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from serai.people.models import Consent, Person
from serai.people.rules.consent import How, is_live
from serai.sharing.choices import Direction
from serai.sharing.models import Agreement, Disclosure, Exemption, Notice
from serai.sharing.recipients import fear_stands, recipient_of
from serai.sharing.rules.gate import (
    ABROAD,
    NOTHING,
    Ask,
    Cleared,
    Excepted,
    Known,
    Line,
    Recipient,
    Terms,
    Verdict,
    gate,
    in_force,
)
from serai.sharing.rules.speaking import still_counts


def terms_of(agreement: Agreement) -> Terms:
    """What an agreement allows, as the gate reads it."""
    return Terms(
        pk=agreement.pk,
        party=agreement.party,
        purposes=frozenset(agreement.purposes),
        fields=frozenset(agreement.fields),
        methods=frozenset(agreement.methods),
        direction=agreement.direction,
        is_signed=agreement.approved_by_id is not None,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        withdrawn_on=agreement.withdrawn_on,
    )


def _line(line: Consent, *, counts: bool) -> Line:
    return Line(
        pk=line.pk,
        purpose=line.purpose,
        recipient=line.recipient,
        fields=frozenset(line.fields),
        decision=line.decision,
        said_at=line.recorded_at,
        valid_until=line.valid_until if counts else date.min,
    )


def _counts(line: Consent, person: Person, today: date) -> bool:
    """Whether what was said then is still said by who has to say it."""
    how = How(line.form, line.language, child_assented=line.child_assented, guardian_told=line.guardian_told)
    said_on = timezone.localdate(line.recorded_at)
    return still_counts(how=how, purpose=line.purpose, said_on=said_on, birth=person.birth, today=today)


def _excepted(one: Exemption) -> Excepted:
    assert one.second_at is not None and one.expires_at is not None  # noqa: S101, PT018 - only granted ones are read
    return Excepted(
        pk=one.pk,
        why=one.why,
        purpose=one.purpose,
        recipient=one.recipient,
        fields=frozenset(one.fields),
        since=one.second_at,
        until=one.expires_at,
        ended_at=one.ended_at,
    )


def known_of(*, person: Person, purpose: str, recipient: Recipient, today: date, about: str = "") -> Known:
    """What the gate needs to know of this person and recipient, read anew: the last word, agreements, and where there
    is no live yes, exceptions that are not about another hand-over."""
    whom = {"person": person, "purpose": purpose, "recipient": recipient.code}
    last = Consent.objects.filter(**whom).order_by("-pk").first()
    line = _line(last, counts=_counts(last, person, today)) if last else None
    is_yes = line is not None and is_live(decision=line.decision, valid_until=line.valid_until, on=today)
    granted = Exemption.objects.filter(**whom, second_by__isnull=False, ended_at=None, about__in=["", about])
    signed = Agreement.objects.filter(party=recipient.party, approved_by__isnull=False)
    may_be_barred = recipient.is_barred_by_fear or recipient.kind in ABROAD
    return Known(
        ledger=[line] if line else [],
        agreements=[terms_of(one) for one in signed],
        exceptions=[] if is_yes else [_excepted(one) for one in granted.order_by("pk")],
        fear_stands=may_be_barred and fear_stands(person),
    )


def verdict(
    *, person: Person, recipient: str, purpose: str, fields: Iterable[str], method: str, about: str = ""
) -> Verdict:
    """What may leave now of these fields, by this way, to this recipient for this purpose; `about`: for which
    hand-over."""
    at = timezone.now()
    whom = recipient_of(recipient)
    ask = Ask(purpose=purpose, fields=frozenset(fields), method=method, now=at, today=timezone.localdate(at))
    if whom is None:
        return gate(None, ask, Known())
    return gate(whom, ask, known_of(person=person, purpose=purpose, recipient=whom, today=ask.today, about=about))


def still_readable(*, person: Person, about: str, recipient: str, purpose: str, method: str) -> Cleared:
    """What of that which left may be read at this moment: listed then, and let through now."""
    rows = Disclosure.objects.filter(person=person, about=about, recipient=recipient).values_list("fields", flat=True)
    left = frozenset(field for fields in rows for field in fields)
    if not left:
        return NOTHING
    found = verdict(person=person, recipient=recipient, purpose=purpose, fields=left, method=method, about=about)
    return found.fields


def latest_exception(*, person: Person, about: str) -> Exemption | None:
    """The latest exception for this hand-over that has not ended: asked for, or granted and still running."""
    found = Exemption.objects.filter(person=person, about=about, ended_at=None)
    found = found.exclude(expires_at__lte=timezone.now())
    return found.select_related("first_by", "second_by").order_by("-pk").first()


def methods_agreed(*, recipient: str, purpose: str, on: date) -> set[str]:
    """The ways that agreements in force with this recipient's party allow."""
    whom = recipient_of(recipient)
    if whom is None:
        return set()
    signed = Agreement.objects.filter(party=whom.party, approved_by__isnull=False)
    terms = [terms_of(one) for one in signed]
    usable = [
        one for one in terms if in_force(one, on) and purpose in one.purposes and one.direction != Direction.FROM_THEM
    ]
    return {method for one in usable for method in one.methods}


def notices_waiting(*, person: Person, purpose: str, recipient: str) -> list[Notice]:
    """What this recipient has not been told yet about this person."""
    found = Notice.objects.filter(person=person, purpose=purpose, recipient=recipient, told_at=None)
    return list(found.order_by("pk"))
