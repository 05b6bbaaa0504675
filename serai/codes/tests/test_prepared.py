"""A question put into SQL once answers as Django's own."""

from uuid import UUID

import pytest
from django.db.models import Q, QuerySet

from serai.accounts.models import User
from serai.centres.models import Decision, Posting
from serai.codes.prepared import Prepared

posted = Prepared(lambda user: Posting.objects.filter(user_id=user, user__is_active=True).select_related("centre"))


def asked(user: int) -> QuerySet[Posting]:
    return Posting.objects.filter(user_id=user, user__is_active=True).select_related("centre")


def seen(posting: Posting) -> list[dict[str, object]]:
    return [
        {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
        for row in (posting, posting.centre)
        if row
    ]


def test_its_rows_are_those_of_the_question(rita, dima, omar):
    for of in (rita, dima, omar):
        assert [seen(row) for row in posted(of.user_id)] == [seen(row) for row in asked(of.user_id)]
    assert posted(rita.user_id)[0].centre
    assert posted(dima.user_id)[0].centre is None


def test_it_asks_once_and_what_it_joins_is_read(rita, django_assert_num_queries):
    posted(rita.user_id)
    with django_assert_num_queries(1):
        (row,) = posted(rita.user_id)
        assert row.centre.name


def test_nobody_is_nobody_and_a_change_is_seen_at_once(rita):
    assert posted(-2) == [] == posted(-1)
    User.objects.filter(pk=rita.user_id).update(is_active=False)
    assert posted(rita.user_id) == []


def test_a_text_is_a_value_and_never_part_of_the_question(rita):
    named = Prepared(lambda name: User.objects.filter(username=name))
    assert [user.pk for user in named("rita")] == [rita.user_id]
    assert named("rita' OR '1'='1") == []


def _called(public_id: UUID, user: int) -> QuerySet[Decision]:
    return Decision.objects.filter(public_id=public_id, asked_by=user).annotate(is_done=Q(state="done"))


def test_a_uuid_is_a_value_too_and_what_is_annotated_is_read(rita):
    called = Prepared(_called)
    asked = Decision.objects.create(asked_by=rita.user)
    (row,) = called(asked.public_id, rita.user_id)
    assert (row.pk, row.is_done) == (asked.pk, False)
    assert called(asked.public_id, 0) == [] == called(UUID(int=7), rita.user_id)


@pytest.mark.parametrize("value", ["x", "\x00"])
def test_a_session_that_cannot_be_is_none(db, client, value):
    client.cookies["sessionid"] = value
    assert client.get("/").status_code == 302
