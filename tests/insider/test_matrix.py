"""Every address × everybody who could ask × whose the thing is and what became of it × every method: each cell answers
as the tables written by hand say (tests/house/pages.txt, tests/insider/policy.py), no door more and no door less; and
what is out of reach is, to the last byte and query, what does not exist."""

import pytest

from tests.insider.asking import ASKERS, Answer, Asking, narrow_frame, unheard
from tests.insider.policy import EMPTY, NEVER, USUAL, cells, expected, methods_of
from tests.insider.states import entered, furnish
from tests.insider.world import KNOWN, address, as_kept

DOORS = {door.name: door for door in KNOWN}
OUT_OF_REACH = ("other", "erased", "hidden", "kept")
# Without its question such an address says nothing of what is behind it.
ASKED_WITH = {"people:file": "?why=follow_up", "insights:export": "?month=2026-10"}


@pytest.mark.parametrize("asker", ASKERS, ids=str)
def test_every_cell_answers_as_the_tables_say(world, harbour, settings, tmp_path, asker):
    """Statement 26 for what is hidden, and the need-to-know matrix for everything else."""
    settings.ERASED = tmp_path / "erased"
    narrow_frame(settings)
    posting = asker.posting(harbour)
    furnish(world, posting)
    ask = Asking(posting, closes=asker.role == "closed account")
    before, wrong, missing = as_kept([*world.here.rows, *world.there.rows]), [], {}
    for state, tried in cells(asker).items():
        compared = state == "missing" or state in OUT_OF_REACH
        with unheard(), entered(state, world, posting) as whose:
            asked = [
                (method, address(DOORS[page], whose, world.service) + ASKED_WITH.get(page, ""))
                for page, method in tried
            ]
            answers = ask.each(asked, to_the_byte=compared)
            for (page, method), told in zip(tried, answers, strict=True):
                right = expected(page=page, method=method, state=state, asker=asker)
                if told.answer != right:
                    wrong.append(f"{method} {page}, {state}: {told.answer} ({told.status}), not {right}")
                if state == "missing":
                    missing[page, method] = told
                elif state in OUT_OF_REACH and right == Answer.NOTHING and told != missing[page, method]:
                    wrong.append(f"{method} {page}, {state}: unlike what does not exist")
    assert not wrong, "\n".join(wrong)
    assert as_kept([*world.here.rows, *world.there.rows]) == before


def test_the_matrix_has_thirty_thousand_cells_or_more():
    assert sum(len(tried) for asker in ASKERS for tried in cells(asker).values()) >= 30_000


def test_every_page_opens_to_somebody_by_each_of_its_ways():
    """So the ids are real, and no page is shut to everybody. An empty form goes no further at some (EMPTY)."""
    opened = {
        (page, method)
        for asker in ASKERS
        for state, tried in cells(asker).items()
        for page, method in tried
        if expected(page=page, method=method, state=state, asker=asker) == Answer.OPEN
    }
    ways = {(page, method) for page in DOORS for method in methods_of(page) if method in USUAL}
    assert ways - opened == {(page, "POST") for page in EMPTY} | {way for way in ways if way[0] in NEVER}
