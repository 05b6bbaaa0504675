"""Prints docs/asvs.md: each requirement of OWASP ASVS 5.0, levels 1 and 2, from tests/house/asvs.txt.

python tools/print_asvs.py          (or `make pages`)
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = {
    "V1": "What is typed, and where it ends up",
    "V2": "Rules of the work",
    "V3": "The browser",
    "V4": "Requests and answers",
    "V5": "Files",
    "V6": "Signing in",
    "V7": "Sessions",
    "V8": "Who may do what",
    "V11": "Sealing, hashes, keys",
    "V12": "The way over the network",
    "V13": "How it is set up",
    "V14": "What must not be known",
    "V15": "How it is built",
    "V16": "Logs and errors",
}
STATES = {"met": "met", "part": "**in part**", "not": "**not met**", "none": "does not apply"}
HEAD = """# ASVS 5.0, requirement by requirement

Printed by `make pages`; do not edit it here. The table is written by hand in `tests/house/asvs.txt`; a test counts the
requirements, and looks for each proof. The standard is the Application Security Verification Standard 5.0.0 of OWASP,
levels 1 and 2; its words are shortened to ours, so read them there. Left out are its chapters on self-contained tokens,
OAuth and WebRTC: Serai has none of these. Nobody outside has looked this through: it is what we say of ourselves.

*Met* means that a test would fail, or, where a document or a setting is named, that it is there to read. *In part* and
*not met* say what is missing.

"""


@dataclass(frozen=True)
class Row:
    number: str
    level: str
    words: str
    state: str
    proofs: tuple[str, ...]
    remark: str


def rows() -> list[Row]:
    """The table as it is written."""
    found = []
    for line in (ROOT / "tests/house/asvs.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            number, level, words, state, proofs, remark = (part.strip() for part in line.split("|"))
            found.append(Row(number, level, words, state, tuple(proofs.split()), remark))
    return found


def _counts(table: list[Row]) -> str:
    lines = ["| | met | in part | not met | does not apply | all |\n|---|--:|--:|--:|--:|--:|\n"]
    for name, levels in (("level 1", "1"), ("level 2", "2"), ("both", "12")):
        states = Counter(row.state for row in table if row.level in levels)
        numbers = " | ".join(str(states[state]) for state in STATES)
        lines.append(f"| {name} | {numbers} | {states.total()} |\n")
    return "".join(lines)


def _missing(table: list[Row]) -> str:
    lines = ["\n## What is missing\n\n"]
    for state in ("not", "part"):
        lines += [
            f"- {row.number} (level {row.level}), {STATES[state]}: {row.words}; {row.remark}.\n"
            for row in table
            if row.state == state
        ]
    return "".join(lines)


def printed() -> str:
    """The whole file."""
    table = rows()
    parts = [HEAD, _counts(table), _missing(table)]
    for chapter, title in CHAPTERS.items():
        parts.append(f"\n## {chapter} {title}\n\n| | level | what | | proof, or why |\n|---|--:|---|---|---|\n")
        for row in table:
            if row.number.split(".")[0] == chapter:
                proofs = ", ".join(f"`{proof.replace('::', ' :: ')}`" for proof in row.proofs)
                why = "; ".join(part for part in (proofs, row.remark) if part)
                parts.append(f"| {row.number} | {row.level} | {row.words} | {STATES[row.state]} | {why} |\n")
    return "".join(parts)


if __name__ == "__main__":
    (ROOT / "docs/asvs.md").write_text(printed(), encoding="utf-8")
