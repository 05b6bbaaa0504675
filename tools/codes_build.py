"""Rebuild serai/codes/data/places.csv.gz from OCHA's global P-code list (levels 1 and 2, a CSV with an HXL row).

    python tools/codes_build.py global-pcodes-adm-1-2.csv

The shipped file is the truth; this is how a newer edition becomes the next one. Same input, same bytes.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

OUT = Path(__file__).parent.parent / "serai/codes/data/places.csv.gz"
BETTER = {"ET07": "SNNP", "DJ04": "Djibouti", "DJ0411": "Djibouti"}  # misspelt in the source


def rows(source: Path) -> list[list[str]]:
    with source.open(encoding="utf-8-sig", newline="") as lines:
        read = [row for row in csv.DictReader(lines) if not row["Location"].startswith("#")]
    return sorted(
        [
            row["P-Code"],
            row["Location"],
            row["Admin Level"],
            BETTER.get(row["P-Code"], " ".join(row["Name"].split())),
            row["Parent P-Code"] if row["Admin Level"] == "2" else "",
        ]
        for row in read
    )


def write(table: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["pcode", "country", "level", "name", "parent"])
    writer.writerows(table)
    OUT.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    write(rows(Path(sys.argv[1])))
