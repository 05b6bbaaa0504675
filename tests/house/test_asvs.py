"""docs/asvs.md says of each requirement of OWASP ASVS 5.0, levels 1 and 2, what proves it or what is missing."""

import re

from serai.config.catalogues import PACKAGE
from tools.print_asvs import printed, rows

ROOT = PACKAGE.parent
# Each section with the number of its requirements of level 1 and of level 2; they are counted from 1 in this order.
SECTIONS = """
    1.1:0+2 1.2:5+4 1.3:2+9 1.4:0+3 1.5:1+1 2.1:1+2 2.2:2+1 2.3:1+3 2.4:0+1 3.2:2+0 3.3:1+3 3.4:2+4 3.5:3+2
    3.7:0+2 4.1:1+2 4.2:0+1 4.3:0+2 4.4:1+3 5.1:0+1 5.2:2+1 5.3:2+0 5.4:0+3 6.1:1+2 6.2:8+4 6.3:2+2 6.4:2+2
    6.5:0+5 6.6:0+3 6.8:0+4 7.1:0+3 7.2:4+0 7.3:0+2 7.4:2+3 7.5:0+2 7.6:0+2 8.1:1+1 8.2:2+1 8.3:1+0 8.4:0+1
    11.1:0+2 11.2:0+3 11.3:2+1 11.4:1+3 11.5:0+1 11.6:0+1 12.1:1+2 12.2:2+0 12.3:0+4 13.1:0+1 13.2:0+5
    13.3:0+2 13.4:1+4 14.1:0+2 14.2:1+3 14.3:1+2 15.1:1+2 15.2:1+2 15.3:1+6 16.1:0+1 16.2:0+5 16.3:0+4
    16.4:0+3 16.5:0+3
"""


def wanted() -> dict[str, str]:
    found = {}
    for section, first, second in re.findall(r"([\d.]+):(\d+)\+(\d+)", SECTIONS):
        levels = "1" * int(first) + "2" * int(second)
        found |= {f"V{section}.{number}": level for number, level in enumerate(levels, start=1)}
    return found


def test_each_requirement_stands_once_with_its_level():
    assert [(row.number, row.level) for row in rows()] == list(wanted().items())
    assert len(rows()) == 210


def test_what_is_met_names_its_proof_and_what_is_not_says_why():
    for row in rows():
        assert row.words, row.number
        assert row.state in {"met", "part", "not", "none"}, row.number
        assert row.proofs or row.state in {"not", "none"}, f"{row.number}: what proves it?"
        assert row.remark or row.state == "met", f"{row.number}: what is missing, or why does it not apply?"


def test_every_proof_is_there():
    for row in rows():
        for proof in row.proofs:
            path, _, name = proof.partition("::")
            assert (ROOT / path).is_file(), f"{row.number} names {path}"
            if name:
                text = (ROOT / path).read_text(encoding="utf-8")
                assert re.search(rf"def {name}\(", text), f"{row.number} names {proof}"


def test_the_table_is_printed_as_it_is():
    assert (ROOT / "docs/asvs.md").read_text(encoding="utf-8") == printed(), "run `make pages`"
