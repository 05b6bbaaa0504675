import pytest
from django.db import IntegrityError, transaction

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.tests.factories import PostingFactory
from serai.people.access import people_in_reach
from serai.people.models import KeptFile, TeamMember
from serai.teams.operations import NoTeam, NotTheSecond, ask_to_end, change_team, keep, let_everybody_in
from serai.teams.queries import colleagues
from serai.teams.rules import Gap
from serai.teams.tests.factories import keep_to
from serai.ui.editors import ChangedMeanwhile


@pytest.fixture
def selam(posted, harbour):
    return posted("selam", Role.SUPERVISOR, harbour)


def acts():
    return list(Entry.objects.filter(act__in=("file.kept", "team.joined", "team.left")).values_list("act", flat=True))


def test_a_file_is_kept_to_who_is_named_and_who_keeps_it_and_each_is_in_the_trail(selam, ruth, rita, bilal):
    kept = keep(by=selam, person=bilal, users={ruth.user_id}, reason="close")
    assert set(kept.members.values_list("user_id", flat=True)) == {selam.user_id, ruth.user_id}
    assert people_in_reach(posting=ruth).filter(pk=bilal.pk).exists()
    assert not people_in_reach(posting=rita).filter(pk=bilal.pk).exists()
    assert acts() == ["file.kept", "team.joined", "team.joined"]
    with pytest.raises(ChangedMeanwhile):
        keep(by=selam, person=bilal, users={ruth.user_id}, reason="close")


def test_one_alone_is_no_team_nor_are_people_of_another_centre(selam, omar, bilal):
    for users in (set(), {omar.user_id}):
        with pytest.raises(NoTeam) as refusal:
            keep(by=selam, person=bilal, users=users, reason="close")
        assert refusal.value.why == Gap.TOO_FEW
    assert not KeptFile.objects.exists()


def test_the_team_changes_by_name_and_keeps_its_history(selam, ruth, rita, bilal):
    kept = keep_to(bilal, selam, ruth)
    seen = {selam.user_id, ruth.user_id}
    change_team(by=selam, kept=kept, users={selam.user_id, rita.user_id}, seen=seen)
    assert not people_in_reach(posting=ruth).filter(pk=bilal.pk).exists()
    assert people_in_reach(posting=rita).filter(pk=bilal.pk).exists()
    left = TeamMember.objects.get(user=ruth.user)
    assert left.until is not None
    assert left.removed_by == selam.user
    assert acts() == ["team.left", "team.joined"]
    with pytest.raises(ChangedMeanwhile):
        change_team(by=selam, kept=kept, users=seen, seen=seen)


def test_what_somebody_asked_who_has_left_the_team_waits_for_nobody(selam, posted, harbour, ruth, bilal):
    """Else the one whom the team put out is half of the two who let everybody in again."""
    other = posted("senait", Role.SUPERVISOR, harbour)
    kept = keep_to(bilal, selam, ruth, other)
    ask_to_end(by=other, kept=kept)
    team = {selam.user_id, ruth.user_id}
    change_team(by=selam, kept=kept, users=team, seen=team | {other.user_id})
    with pytest.raises(ChangedMeanwhile):
        let_everybody_in(by=ruth, kept=kept)
    ask_to_end(by=selam, kept=kept)
    let_everybody_in(by=ruth, kept=kept)


@pytest.mark.parametrize(("who", "why"), [({"selam"}, Gap.TOO_FEW), ({"ruth", "rita"}, Gap.NOBODY_CHANGES_IT)])
def test_a_team_that_would_lock_itself_out_is_refused(selam, ruth, rita, bilal, who, why):
    kept = keep_to(bilal, selam, ruth)
    users = {one.user_id for one in (selam, ruth, rita) if one.user.username in who}
    with pytest.raises(NoTeam) as refusal:
        change_team(by=selam, kept=kept, users=users, seen={selam.user_id, ruth.user_id})
    assert refusal.value.why == why


def test_two_of_the_team_let_everybody_in_again(selam, ruth, rita, bilal):
    kept = keep_to(bilal, selam, ruth)
    with pytest.raises(ChangedMeanwhile):
        let_everybody_in(by=ruth, kept=kept)
    ask_to_end(by=selam, kept=kept)
    with pytest.raises(NotTheSecond):
        let_everybody_in(by=selam, kept=kept)
    assert not people_in_reach(posting=rita).filter(pk=bilal.pk).exists()
    let_everybody_in(by=ruth, kept=kept)
    assert people_in_reach(posting=rita).filter(pk=bilal.pk).exists()
    assert Entry.objects.filter(act__in=("team.end_asked", "team.ended")).count() == 2


def test_the_database_itself_takes_no_end_by_one(selam, ruth, bilal):
    kept = keep_to(bilal, selam, ruth)
    one = {"end_asked_by": selam.user, "ended_by": selam.user, "ended_at": kept.begun_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptFile.objects.filter(pk=kept.pk).update(**one)


def test_colleagues_are_who_opens_files_here_today_each_once(
    selam, ruth, omar, posted, harbour, django_assert_num_queries
):
    posted("gabriel", Role.GUARD, harbour)
    PostingFactory(user=ruth.user, role=Role.GBV, centre=harbour)
    with django_assert_num_queries(1):
        here = {one.user_id: one for one in colleagues(centre_id=harbour.pk)}
    assert here.keys() == {selam.user_id, ruth.user_id}
    assert here[ruth.user_id].changes_teams
