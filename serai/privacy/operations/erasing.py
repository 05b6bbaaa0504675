"""Listing what is due, erasing it with two persons' word, and erasing again what a backup brought back."""

import hashlib
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.audit import keys
from serai.audit.operations import record
from serai.audit.rules import years_over
from serai.centres import second_line
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import ask
from serai.centres.rules import May
from serai.codes.words import Words
from serai.people.models import Person
from serai.people.operations.erasing import everybody
from serai.people.operations.withdrawals import hold_back_withdrawals
from serai.privacy import marks, rules
from serai.privacy.choices import ItemState, ListState
from serai.privacy.emptying import empty_the_log
from serai.privacy.models import DueFile, DueList, Erased
from serai.privacy.operations.numbers import make_numbers
from serai.privacy.queries import centre_of, held, is_held, keep_files_for, last_contacts, without_contact_since

ERASING = "retention.erase"
A_CHUNK = 50


@second_line.everywhere("files whose time is over, at every centre where somebody was")
@transaction.atomic
def list_what_is_due(*, by: Posting, on: date) -> DueList:
    """A dry run: everybody whose time is over on that day or in the thirty days after it. Nothing is erased."""
    keep_for = keep_files_for()
    due_list = DueList.objects.create(on=on, keep_days=keep_for.days, made_by_id=by.user_id)
    people = without_contact_since(on + rules.NOTICE - keep_for)
    centres, kept = centre_of(people), set(held(on=on).values_list("person_id", flat=True))
    files = []
    for pk, last in sorted(last_contacts(people).items()):
        due = rules.due_on(last_contact=last, keep_for=keep_for)
        state = rules.state_on(day=on, due=due, is_held=pk in kept)
        if state is not None and pk in centres:
            files.append(DueFile(due_list=due_list, person_id=pk, centre_id=centres[pk], due=due, state=state))
    DueFile.objects.bulk_create(files, batch_size=500)
    record(by=by, act="retention.listed", subject=due_list, files=len(files))
    return due_list


@transaction.atomic
def ask_to_erase(*, by: Posting, due_list: DueList) -> Decision:
    """A second person must agree before anything is erased."""
    DueList.objects.filter(pk=due_list.pk, state=ListState.LISTED).update(state=ListState.ASKED)
    return ask(by=by, kind=ERASING, centre=None, what={"list": due_list.pk})


def may_agree_to_erase(posting: Posting, decision: Decision) -> bool:
    """A keeper of retention for the whole network."""
    return posting.is_network and posting.may(May.KEEP_RETENTION)


def begin_to_erase(by: Posting, decision: Decision) -> None:
    """The second person agreed. Raises CannotBeDone."""
    begun = DueList.objects.filter(pk=decision.what["list"], state=ListState.ASKED).exclude(made_by=by.user_id)
    if not begun.update(state=ListState.RUNNING, agreed_by=by.user_id):
        raise CannotBeDone
    record(by=by, act="retention.begun", subject=DueList.objects.get(pk=decision.what["list"]))
    _make_old_lines_nobodys(by)


def _make_old_lines_nobodys(by: Posting) -> None:
    """The trail is kept for seven years: the keys of the pseudonyms of older ones go, once it is sure."""
    over = years_over(keys.years(), this_year=timezone.localdate().year)
    for year in over:
        transaction.on_commit(partial(keys.destroy, year))
    if over:
        record(by=by, act="retention.trail_over", years=[str(year) for year in over])


@second_line.everywhere("files whose time is over, at every centre where somebody was")
def described(decision: Decision) -> list[tuple[Words, str]]:
    """Which list, of which day, and how many files are due on it."""
    due_list = DueList.objects.get(pk=decision.what["list"])
    due = due_list.files.filter(state=ItemState.DUE).count()
    return [(_("List of"), due_list.on.isoformat()), (_("Files to erase"), str(due))]


@second_line.everywhere("files whose time is over, at every centre where somebody was")
def erase_some(*, by: Posting, due_list: DueList, now: datetime, on: date) -> bool:
    """Erase the next few files of a list that two persons agreed on, each whole or not at all. Returns whether any is
    left. What was done stays done when this is broken off."""
    waiting = DueFile.objects.filter(due_list=due_list, state=ItemState.DUE).order_by("pk")
    keep_for = keep_files_for()
    for file in waiting.select_related("person")[:A_CHUNK]:
        _erase_file(by=by, file=file, on=on, keep_for=keep_for)
    if waiting.exists():
        return True
    _finish(due_list, now=now)
    return False


@transaction.atomic
def _erase_file(*, by: Posting, file: DueFile, on: date, keep_for: timedelta) -> None:
    person = everybody().select_for_update().filter(pk=file.person_id or 0).first()
    if person is None:
        file.state = ItemState.ERASED
    elif person.merged_into_id:
        file.state = ItemState.CAME_BACK  # it goes with the file that it went into
    else:
        (last,) = last_contacts(everybody().filter(pk=person.pk)).values()
        due = rules.due_on(last_contact=last, keep_for=keep_for)
        is_kept = is_held(person, on=on)
        if rules.may_erase(day=on, due=due, is_held=is_kept):
            file.mark = marks.mark_of(person)
            erase(by=by, person=person)
            file.state, file.person = ItemState.ERASED, None
        else:
            file.state = ItemState.HELD if is_kept else ItemState.CAME_BACK
    file.save(update_fields=["state", "person", "mark"])


@second_line.everywhere("files whose time is over, at every centre where somebody was")
@transaction.atomic
def erase(*, by: Posting | None, person: Person) -> None:
    """Leave numbers, delete the rest, keep a mark: in the database with the erasing, in the folder after it. What is
    kept of them at the same moment waits, and then finds nobody."""
    for gone in person.merged.order_by("pk"):
        erase(by=by, person=gone)
    hold_back_withdrawals(person)
    mark = marks.mark_of(person)
    Erased.objects.get_or_create(mark=mark)
    record(by=by, act="person.erased", subject=person)
    make_numbers(person=person)
    transaction.on_commit(keep_every_mark)


def keep_every_mark() -> None:
    """Bring the folder of marks up to the database: what was broken off between the two is made good. Then empty the
    database's log of what was there before."""
    known = marks.kept()
    missing = Erased.objects.exclude(mark__in=known) if len(known) < 500 else Erased.objects.order_by("-pk")[:500]
    marks.keep([erased.mark for erased in missing if erased.mark not in known])
    empty_the_log()


def _finish(due_list: DueList, *, now: datetime) -> None:
    found = due_list.files.filter(state=ItemState.ERASED).exclude(mark="").order_by("pk").values_list("mark", flat=True)
    digest = hashlib.sha256("".join(found).encode()).hexdigest()
    DueList.objects.filter(pk=due_list.pk, state=ListState.RUNNING).update(
        state=ListState.DONE, done_at=now, digest=digest
    )


def erase_again() -> int:
    """After a restore: whoever was erased since the backup is erased again. Returns how many."""
    known = marks.kept()
    if not known:
        return 0
    back = [person for person in everybody().iterator(chunk_size=1000) if marks.mark_of(person) in known]
    for person in back:
        erase(by=None, person=person)
    return len(back)
