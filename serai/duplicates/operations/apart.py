"""What holds for both files when one comes apart into two: what protects, and a no, are of neither alone.

Everything else that was written while they were one stays with the file in which it was written.
"""

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.duplicates.models import Merge
from serai.people.choices import Decision
from serai.people.models import Consent, KeptFile, Person, Registration, TeamMember
from serai.people.operations.consent import last_word, withdraw_consent


def kept_to_teams(person: Person) -> list[KeptFile]:
    """To which teams this file is kept now, at whichever centre."""
    return list(KeptFile.objects.filter(person=person, ended_at=None).order_by("pk"))


@transaction.atomic
def stay_kept(*, by: Posting, teams: list[KeptFile], files: tuple[Person, Person]) -> None:
    """Each of the files that is at a team's centre is kept to that team, as the one file was."""
    for team in teams:
        for file in files:
            here = {"person": file, "centre": team.centre_id}
            is_there = Registration.objects.filter(**here).exists()
            if is_there and not KeptFile.objects.filter(**here, ended_at=None).exists():
                _keep(by, team, file)


def _keep(by: Posting, team: KeptFile, file: Person) -> None:
    kept = KeptFile.objects.create(
        person=file, centre_id=team.centre_id, reason=team.reason, begun_by_id=team.begun_by_id
    )
    for user_id in team.members.filter(until=None).order_by("pk").values_list("user_id", flat=True):
        TeamMember.objects.create(kept=kept, user_id=user_id, added_by_id=by.user_id)
    record(by=by, act="file.kept", subject=file, reason=team.reason)


@transaction.atomic
def stay_withdrawn(*, by: Posting, done: Merge) -> None:
    """What was taken back or refused while they were one, is taken back in the file that comes back as well."""
    since = Consent.objects.filter(person=done.kept_id, recorded_at__gte=done.at).exclude(decision=Decision.GRANTED)
    for line in since.order_by("pk"):
        held = last_word(person=done.gone, purpose=line.purpose, recipient=line.recipient)
        if held is not None and held.decision == Decision.GRANTED and held.pk < line.pk:
            withdraw_consent(by=by, consent=held, language=line.language)


def last_noes(person: Person) -> set[tuple[str, str]]:
    """The purposes and recipients of which the last word is no yes."""
    last = {(line.purpose, line.recipient): line.decision for line in person.consents.order_by("pk")}
    return {about for about, decision in last.items() if decision != Decision.GRANTED}


@transaction.atomic
def stay_refused(*, by: Posting, refused: set[tuple[str, str]], file: Person) -> None:
    """Where the last word was no yes, no earlier yes holds in a file of which the no is not a part."""
    for purpose, recipient in sorted(refused):
        held = last_word(person=file, purpose=purpose, recipient=recipient)
        if held is not None and held.decision == Decision.GRANTED:
            withdraw_consent(by=by, consent=held, language=held.language)
