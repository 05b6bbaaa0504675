from serai.centres.models import Posting
from serai.people.models import KeptFile, Person, TeamMember


def keep_to(person: Person, *team: Posting) -> KeptFile:
    """This file is kept, at the first one's centre, to these colleagues."""
    first = team[0]
    kept = KeptFile.objects.create(person=person, centre_id=first.here, reason="close", begun_by=first.user)
    for posting in team:
        TeamMember.objects.create(kept=kept, user=posting.user, added_by=first.user)
    return kept
