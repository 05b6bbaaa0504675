from serai.people.operations.cards import issue_card, revoke_card


def test_a_lost_card_is_replaced_and_opens_nothing(ruth, bilal):
    first = issue_card(by=ruth, person=bilal)
    second = issue_card(by=ruth, person=bilal, reason="lost")
    first.refresh_from_db()
    assert first.revoked_at
    assert first.revoked_reason == "lost"
    assert first.code != second.code
    revoke_card(by=ruth, person=bilal, reason="unwanted")
    assert not bilal.cards.filter(revoked_at=None).exists()
