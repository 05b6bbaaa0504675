"""Every page whose answer is made to leave the screen, as a file or on paper, and what for.

Who may, and how sensitive it is, its permission says (privacy/levels.py). The program does not start while a row names
a page that is gone, or one that anybody may open.
"""

from collections.abc import Mapping
from enum import StrEnum

from serai.config.doors import doors


class By(StrEnum):
    """How something leaves on a page's way out: to be saved, or to be printed."""

    FILE = "file"
    PAPER = "paper"


WAYS_OUT: Mapping[str, tuple[By, str]] = {
    "files:paper": (By.FILE, "a copy of a paper, for who serves the person"),
    "feeds:make": (By.FILE, "one's own times without a name, for one's own calendar"),
    "imports:problems": (By.FILE, "rows that could not be read, back to who brought them"),
    "insights:export": (By.FILE, "figures without small cells, for reports"),
    "people:notice": (By.PAPER, "what is done with data, for whoever is asked"),
    "cards:card": (By.PAPER, "a card that says nothing, for the person"),
    "cards:sheet": (By.PAPER, "codes that open nothing yet, to be given to people"),
    "waves:sheet": (By.PAPER, "numbers, lanes and cards of a wave, for where no screen is"),
    "people:consent": (By.PAPER, "what is asked, to read it together"),
    "people:consent_alone": (By.PAPER, "what is asked, to read it together"),
    "people:consents": (By.PAPER, "what the person agreed to, for them"),
    "people:file": (By.PAPER, "who this is, where no screen is"),
    "watch:emergency": (By.PAPER, "what helps in an emergency"),
    "reception:slip": (By.PAPER, "a number, for who waits"),
    "directory:service": (By.PAPER, "where to find a service, for the person"),
    "directory:safe_place": (By.PAPER, "only that the place of a safe house is not printed"),
    "referrals:letter": (By.PAPER, "what was cleared, for the partner of this service"),
    "complaints:report": (By.PAPER, "one report, for whoever looks into it outside the centre"),
    "sharing:left": (By.PAPER, "what left the house, for the person"),
    "sharing:notice": (By.PAPER, "that a consent is withdrawn, for who received something"),
    "sharing:refusal": (By.PAPER, "a polite refusal, for an authority"),
    "privacy:my_data": (By.PAPER, "what is held, for the person"),
    "privacy:request": (By.PAPER, "what was asked, for who answers"),
    "privacy:letter": (By.PAPER, "the answer, for the person"),
    "privacy:breach": (By.PAPER, "what happened, for who is responsible"),
    "privacy:processing": (By.PAPER, "what is done with data, for supervisors of data protection"),
    "privacy:assessments": (By.PAPER, "what was weighed, for who decides"),
    "privacy:assessment": (By.PAPER, "what was weighed, for who decides"),
    "privacy:retention": (By.PAPER, "how long everything is kept"),
    "privacy:certificate": (By.PAPER, "what was erased, on whose word"),
    "oversight:review": (By.PAPER, "what was out of the usual, for the focal point"),
    "oversight:checkpoint": (By.PAPER, "words that prove the trail, kept elsewhere"),
}


def without_a_page() -> list[str]:
    """Rows that name no page that needs a permission."""
    return sorted(WAYS_OUT.keys() - {door.name for door in doors() if door.needs})
