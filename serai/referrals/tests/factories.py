from typing import Any

from serai.centres.models import Posting
from serai.directory.models import Service
from serai.directory.queries.recipients import party_of
from serai.directory.tests.factories import ServiceFactory
from serai.people.choices import ConsentForm, Decision
from serai.people.models import Person
from serai.people.rules.consent import How
from serai.referrals import operations
from serai.referrals.models import Referral
from serai.sharing.tests.factories import agreement_with

SPOKEN = How(form=ConsentForm.VERBAL, language="amh", certified=True)


def draft(*, by: Posting, person: Person, service: Service | None = None, **wanted: Any) -> Referral:
    whole = {"priority": "normal", "needs": ["medical"], "fields": ["code", "needs"], "note": ""} | wanted
    return operations.make_referral(by=by, person=person, service=service or ServiceFactory(), wanted=whole)


def agreed(*, by: Posting, person: Person, service: Service | None = None, **wanted: Any) -> Referral:
    referral = draft(by=by, person=person, service=service, **wanted)
    operations.record_answer(by=by, referral=referral, decision=Decision.GRANTED, how=SPOKEN)
    referral.refresh_from_db()
    return referral


def sent(*, by: Posting, person: Person, service: Service | None = None, **wanted: Any) -> Referral:
    referral = agreed(by=by, person=person, service=service, **wanted)
    agreement_with(party_of(referral.service.organization))
    operations.send_referral(by=by, referral=referral, method="paper")
    referral.refresh_from_db()
    return referral
