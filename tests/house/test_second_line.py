"""The ways past the second line (serai/centres/second_line.py), each with its reason, written by hand."""

import ast

from serai.config.catalogues import PACKAGE

EVERYWHERE = {
    "imports that the network brings to centres": {"imports/views.py", "imports/operations/batches.py"},
    "alarms and decoys of every centre, for the network's data protection": {
        "watch/queries.py",
        "watch/views/alarms.py",
    },
    "what any centre holds about a person keeps the person": {"imports/operations/undoing.py"},
    "the figures of the whole network, counted and not shown": {"insights/operations.py"},
    "the rows of one person, at each centre where they were": {"people/holdings.py"},
    "a person has one name at every centre": {"people/operations/names.py"},
    "a person has one set of numbers at every centre": {"people/operations/numbers.py"},
    "numbers of people are hashed anew under another key": {"people/operations/numbers.py"},
    "a form's token is one of its kind in the whole network": {
        "assistance/operations.py",
        "files/operations/papers.py",
        "privacy/operations/requests.py",
        "reception/operations/visits.py",
        "registration/operations/registration.py",
        "screening/operations.py",
        "waves/operations/rows.py",
    },
    "a withdrawn consent stops what any centre has pending": {"people/operations/withdrawals.py"},
    "files whose time is over, at every centre where somebody was": {
        "privacy/operations/erasing.py",
        "privacy/views/retention.py",
    },
    "what people ask about their data, told to the network by the number of the file": {
        "privacy/operations/requests.py",
        "privacy/registers.py",
        "privacy/views/requests.py",
    },
    "what is wrong with the whole installation, and nobody's rows": {"config/doctor.py"},
    "two files of one person become one, wherever they were": {
        "duplicates/operations/across.py",
        "duplicates/operations/merging.py",
    },
    "rows of a file that nobody finished go after a month, whatever the centre": {"imports/operations/batches.py"},
    "reminders of every centre are sent by one command": {"appointments/operations/sending.py"},
    "times that were given back go after a week, whatever the centre": {"appointments/operations/holds.py"},
    "rows that nobody finished go after a day, whatever the centre": {"waves/operations/drafts.py"},
    "two people of one file part, wherever they were": {
        "duplicates/operations/splitting.py",
        "duplicates/queries/apart.py",
    },
    "a household has one head, in reach or not": {"households/operations/household.py"},
    "a wave has each number once, in reach or not": {"waves/operations/rows.py"},
    "an emergency waits for its review, in reach or not": {"watch/access.py"},
    "two files of one person are sought among those of all centres": {"linkage/operations/searching.py"},
    "who was erased, told from who is only out of a reader's reach": {
        "sealed/operations/compartments.py",
        "sealed/operations/files.py",
    },
    "two files at two centres, looked at by the network's data protection": {"linkage/views/across.py"},
    "a file that any centre keeps to a team is told to nobody": {"sharing/queries/manifest.py"},
    "an offer that ran out holds nothing, in reach or not": {"appointments/operations/holds.py"},
    "what other centres were told of a file ends when it is kept to a team": {"teams/operations.py"},
    "a recipient that was told is told for every centre": {"referrals/operations.py"},
    "what was boxed for an hour goes after it, in reach or not": {"watch/operations.py"},
    "a row that is sent again is the same person, in reach or not": {
        "waves/operations/drafts.py",
        "waves/operations/rows.py",
    },
    "fear of return holds back a consulate wherever it was said": {"screening/access.py"},
}


def test_each_way_past_the_second_line_is_written_here_with_its_reason():
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "tests" in path.parts or path.name == "second_line.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"everywhere", "network_wide"}:
                (why,) = node.args
                assert isinstance(why, ast.Constant), f"{path}: say why in plain words"
                found.setdefault(str(why.value), set()).add(str(path.relative_to(PACKAGE)))
    assert found == EVERYWHERE
