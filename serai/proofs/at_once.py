"""The same moment, many times: threads that each work in the scratch installation with a browser of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.test import Client

from serai.accounts.models import User
from serai.proofs import people
from serai.proofs.scratch import Scratch
from serai.vault import staging


def together[R](acts: Sequence[Callable[[Client], R]], *, there: Scratch, user: User) -> list[R]:
    """What each act gave; none begins before all are signed in."""
    ready = Barrier(len(acts), timeout=120)

    def one(act: Callable[[Client], R]) -> R:
        with staging.working_on(there.database):
            browser = people.browser(user)
            ready.wait()
            return act(browser)

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))
