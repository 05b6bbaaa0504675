"""What becomes of what is held about a person when two files turn out to be one."""

from enum import StrEnum


class Follows(StrEnum):
    """What becomes of a table's rows when their person's file goes into another (duplicates/operations/merging.py)."""

    MOVES = "moves"  # they become the other file's, and come back when it is undone
    STAYS = "stays"  # they stay with the file that went, and are found through it
    ANEW = "anew"  # made from other rows: made anew
