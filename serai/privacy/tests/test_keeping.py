from serai.privacy import keeping
from serai.privacy.choices import WhyKept


def test_every_table_has_a_rule():
    assert keeping.without_a_rule() == []


def test_a_table_without_a_rule_stops_the_program(monkeypatch):
    monkeypatch.setitem(keeping.KEPT, WhyKept.FIGURES, frozenset())
    assert "reception.headcount" in keeping.without_a_rule()


def test_no_rule_stands_for_a_table_that_is_gone():
    names = {name for tables in keeping.KEPT.values() for name in tables}
    there = {model._meta.label_lower for model in keeping.ours()} | {model._meta.app_label for model in keeping.ours()}
    assert names <= there
