"""What each cell of the matrix must answer: written by hand, from the need-to-know matrix of the field, never derived
from the code. Which role enters which page stands in tests/house/pages.txt; here, how, and which thing behind it.

A thing is in one of these states for the role at Harbour that asks:

page      the address names nothing, or what is the network's own
centre    a colleague's at the same centre       own      made by whoever asks
other     another centre's                       missing  there is none
closed    a colleague's that has ended: left, done, decided, over
erased    it went with its person                 decoy    of an invented person, who must look like any other
hidden    at the same centre, of a kind that one function alone may know of
team      made by whoever asks, of a file that is kept to a team that they are in
kept      the same, and they are not in the team
"""

from dataclasses import replace
from uuid import UUID

from serai.directory.models import Service
from tests.house.test_pages import table
from tests.insider.asking import Answer, Asker
from tests.insider.world import FILL, KNOWN, NO_LOOKUP, Side


def _names(text: str) -> set[str]:
    return set(text.split())


WHO = table()
USUAL = ("GET", "POST")
RARE = ("HEAD", "PUT")
RAREST = ("DELETE", "PATCH", "OPTIONS", "TRACE")  # tried by whoever has no posting, and one role
# Pages to look at: nothing can be sent to them.
READ = _names(
    """
    feeds:feed feeds:mine
    accounts:alive accounts:second_step assistance:choose cards:sheet centres:centre centres:decisions centres:here centres:network
    centres:network_staff centres:staff centres:today directory:report directory:search directory:service duplicates:pairs imports:files
    appointments:day appointments:reminders imports:problems linkage:suggestions linkage:across interpreters:list interpreters:needs insights:export insights:month insights:public_month oversight:review people:consents people:file
    people:notice people:why privacy:assessment privacy:assessments privacy:breaches privacy:certificate privacy:letter
    privacy:my_data privacy:processing privacy:requests privacy:retention reception:board reception:queue
    reception:queues reception:slip reception:visit reception:visits referrals:choose referrals:desk referrals:letter
    referrals:list referrals:referral households:household registration:profile screening:answers screening:flags
    screening:tasks screening:thanks sealed:held sealed:home sealed:readers sealed:trail sharing:agreement
    sharing:agreements sharing:left sharing:refusal sharing:requests watch:alarms watch:emergency
    watch:released waves:lanes waves:missing waves:sheet waves:wave waves:waves
    """
)
# Acts: nothing can be looked at there.
SENT = _names(
    """
    feeds:end feeds:make
    accounts:passkey_offer accounts:passkey_question accounts:recovery_codes accounts:remove_code_app
    accounts:remove_passkey accounts:sign_in_with_passkey accounts:sign_out accounts:sign_out_device
    accounts:sign_out_elsewhere accounts:unlock cards:spoil_rest centres:set_desk directory:set_status directory:verify duplicates:undo imports:discard
    imports:take imports:undo insights:prepare linkage:answer people:withdraw privacy:close_breach privacy:lift_hold privacy:make_list
    privacy:told reception:act_on_token reception:arrive_person reception:call_next reception:gate_correct
    reception:gate_group reception:give_token reception:hand_over reception:left_earlier reception:put_off_rest referrals:act
    referrals:prepare referrals:send referrals:step referrals:word registration:again households:leave
    registration:open_here sealed:change_key sealed:choose_holders sealed:hand_over sealed:help_recover sealed:leave
    sealed:lock sealed:propose sealed:remove sealed:take_letter sharing:end sharing:put_into_force teams:ask_to_end
    teams:let_everybody_in watch:ask_sealed watch:end watch:lift_decoy
    waves:close waves:draft waves:seen
    """
)
LOOKED_AT_BY_HEAD = READ | {"vault:lock"}

# An empty form is answered so, whoever sends it.
EMPTY: dict[str, Answer] = {
    "accounts:sign_in_with_passkey": Answer.SIGN_IN,  # shown none: try again
    "accounts:passkey_question": Answer.NOTHING,  # not without TLS
    "accounts:unlock": Answer.REFUSED,  # no password
    "accounts:sign_out": Answer.SIGN_IN,  # done
    "accounts:sign_out_device": Answer.NOTHING,  # one's own only: accounts/tests
    "centres:choose_posting": Answer.NOTHING,  # none chosen
    "reception:hand_over": Answer.NOTHING,  # to no desk
    "insights:prepare": Answer.NOTHING,  # of no month
}
# What goes with an erased person. What stays names nobody: a delivery to nobody by name, that somebody asked.
GOES_WITH_THE_PERSON = (
    "people:",
    "cards:card",
    "registration:profile",
    "registration:zone",
    "households:add",
    "registration:again",
    "registration:correct",
    "reception:visit",
    "reception:triage",
    "reception:give_token",
    "reception:depart",
    "reception:arrive_person",
    "screening:",
    "assistance:give_person",
    "assistance:unmet_of_person",
    "referrals:",
    "files:",
    "teams:",
    "appointments:book",
    "appointments:wait",
    "appointments:appointment",
    "interpreters:conversation",
    "interpreters:decline",
    "duplicates:",
    "linkage:suggestion",
    "watch:begin",
    "watch:emergency",
    "watch:end",
    "watch:ask_sealed",
    "watch:release",
    "watch:review_opening",
    "sharing:left",
    "sharing:decide_for",
    "sharing:notice",
    "privacy:my_data",
    "privacy:new_request",
)
# Of a kept file nothing is there, for who is not in its team.
GOES_WITH_THE_FILE = (
    *GOES_WITH_THE_PERSON,
    "households:household",
    "households:child",
    "assistance:undo",
    "privacy:request",
    "privacy:told",
    "privacy:letter",
    "watch:released",
)
NOT_KEPT = ("centre", "own", "closed", "decoy")
SENT_AWAY = {"referrals:desk_referral"}  # a partner reads what was sent to it, as ever
# There for nobody here: what it names is read with a key in hand, or with a secret (directory/, watch/, feeds/tests).
NEVER = {"directory:safe_place", "watch:release", "feeds:feed"}
# Of what is at one's own centre, only these roles find there what the states name; nobody where none is named.
OF_AN_EMERGENCY = ("watch:emergency", "watch:end", "watch:ask_sealed", "watch:released")  # whoever opened it
ONLY: dict[tuple[str, str], str] = {
    **dict.fromkeys([("screening:thanks", state) for state in ("centre", "closed")], ""),  # own: whoever asked
    **dict.fromkeys([(page, s) for page in OF_AN_EMERGENCY for s in ("centre", "closed")], ""),
    ("watch:review_opening", "own"): "",  # nobody reviews what they opened themselves
    ("watch:lift_decoy", "closed"): "",
    **{(f"linkage:{page}", "closed"): "" for page in ("suggestion", "pair", "answer")},
    **{(f"duplicates:{page}", "closed"): "" for page in ("pair", "merge", "undo")},
    **{(page, state): "" for page in ("teams:ask_to_end", "teams:let_everybody_in") for state in NOT_KEPT},
    **dict.fromkeys(
        [(page, "closed") for page in ("reception:queue", "reception:call_next", "reception:put_off_rest")], ""
    ),  # the desk is
    **{("screening:flag", state): "caseworker supervisor" for state in ("centre", "own", "closed")},
    **{("screening:task", state): "caseworker" for state in ("centre", "own", "closed")},
    **{(page, "hidden"): "gbv" for page in ("screening:flag", "screening:task")},
    **{("centres:decision", state): "manager coordinator administrator" for state in ("centre", "closed", "other")},
}
# Pages that say no to some of those who may look.
REFUSES: dict[tuple[str, str], str] = {
    ("registration:correct", "GET"): "receptionist",  # the desk corrects what was registered today, no more
    ("registration:correct", "POST"): "receptionist",
    ("sharing:request", "POST"): "supervisor manager",  # who sees requests of authorities does not close them
}
SOMEBODY = UUID(int=7)

# The network's own staff see these of every centre, and lists that they brought; nothing else of any centre.
OF_THE_NETWORK = ("centres:", "watch:", "sharing:request", "privacy:", "linkage:")
# And these nobody who works at one centre, whatever they are there.
OF_THE_NETWORK_ALONE = {"linkage:pair", "linkage:answer"}


def cells(asker: Asker) -> dict[str, list[tuple[str, str]]]:
    """What is tried: in which state, which page, by which method. What does not exist comes first."""
    everything = [door.name for door in KNOWN]
    with_ids = [page for page in everything if page in FILL]
    methods = [*USUAL, *RARE, *(RAREST if asker.place == "nowhere" or asker.role == "caseworker" else ())]
    found = {"missing": _each(with_ids, USUAL), "page": _each([p for p in everything if p not in FILL], methods)}
    found["centre"] = _each(with_ids, methods)
    if asker.place != "nowhere":
        found |= {state: _each(with_ids, USUAL) for state in ("own", "other", "closed")}
        found["erased"] = _each([page for page in with_ids if page.startswith(GOES_WITH_THE_PERSON)], USUAL)
        found["decoy"] = _each([page for page in with_ids if names_a_person_only(page)], USUAL)
        of_a_file = [page for page in with_ids if page.startswith(GOES_WITH_THE_FILE)]
        found |= {state: _each(of_a_file, USUAL) for state in ("team", "kept")}
        found["hidden"] = _each(["screening:flag", "screening:task"], USUAL)
    return found


def _each(pages: list[str], methods: "list[str] | tuple[str, ...]") -> list[tuple[str, str]]:
    return [(page, method) for page in pages for method in methods]


def methods_of(page: str) -> set[str]:
    if page == "set_language":
        return {*USUAL, *RARE, *RAREST}
    looked_at, sent_to = page not in SENT, page not in READ
    return {*(["GET"] * looked_at), *(["POST"] * sent_to), *(["HEAD"] * (page in LOOKED_AT_BY_HEAD))}


def expected(*, page: str, method: str, state: str, asker: Asker) -> Answer:
    """The one answer that is right."""
    who = WHO[page]
    if "everybody" not in who and asker.role in {"anonymous", "closed account"}:
        return Answer.SIGN_IN
    if method not in methods_of(page):
        return Answer.NOT_SO
    if asker.place == "nowhere" and not who & {"everybody", "signed-in"}:
        return Answer.NO_POSTING
    if not who & {"everybody", "signed-in", asker.role}:
        return Answer.REFUSED
    if not is_there(page=page, state=state, asker=asker):
        return Answer.NOTHING
    if asker.role in REFUSES.get((page, method), "").split():
        return Answer.REFUSED
    return EMPTY.get(page, Answer.OPEN) if method == "POST" else Answer.OPEN


def is_there(*, page: str, state: str, asker: Asker) -> bool:
    """Whether the thing is there for somebody who may enter the page."""
    if page in NEVER:
        return False
    if page.startswith("centres:network_"):
        return asker.place == "network"
    if page in OF_THE_NETWORK_ALONE and asker.place != "network":
        return False
    if page in NO_LOOKUP or page not in FILL:
        return True
    if state in {"missing", "erased"} or (state == "kept" and asker.place == "centre" and page not in SENT_AWAY):
        return False
    if state in {"team", "kept"} and page not in {"teams:ask_to_end", "teams:let_everybody_in"}:
        state = "own"
    if asker.place == "network":
        reaches = page.startswith(OF_THE_NETWORK) or (state == "own" and page.startswith("imports:"))
    else:
        reaches = state != "other"
    return reaches and ((page, state) not in ONLY or asker.role in ONLY[page, state].split())


def names_a_person_only(page: str) -> bool:
    alone, somebody = Side(), Side(person=SOMEBODY)
    others = replace(Side(), consent=1, notice=1, paper=SOMEBODY)
    first = FILL[page](somebody, Service())
    return SOMEBODY in first and FILL[page](alone, Service()) == FILL[page](others, Service())
