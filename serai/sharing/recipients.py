"""Who a recipient is and what forbids: upper rooms declare both, so that nobody who asks the gate can make them up."""

from collections.abc import Callable

from serai.people.models import Person
from serai.people.rules.parts import CLASS_OF
from serai.sharing.rules.gate import Recipient
from serai.sharing.rules.need import need_of

type Finder = Callable[[str], Recipient | None]
type Bar = Callable[[Person], bool]
type Parties = Callable[[], list[tuple[str, str]]]

_finders: dict[str, Finder] = {}
_bars: list[Bar] = []
_parties: list[Parties] = []


def declare(*, prefix: str = "", finder: Finder | None = None, parties: Parties | None = None) -> None:
    """Called from a room's `ready()`. The finder gets a whole code (`service:…`), and says who it is, if anybody.
    `parties` lists with whom an agreement can be made: code and name."""
    if finder is not None:
        _finders[prefix] = finder
    if parties is not None and parties not in _parties:
        _parties.append(parties)


def declare_bar(bar: Bar) -> None:
    """Called from a room's `ready()`. The bar says whether a fear of return or a wish for asylum stands."""
    if bar not in _bars:
        _bars.append(bar)


def fear_stands(person: Person) -> bool:
    return any(bar(person) for bar in _bars)


def parties() -> list[tuple[str, str]]:
    return [pair for listed in _parties for pair in listed()]


def recipient_of(code: str) -> Recipient | None:
    """Who this code names. An office that consents name (`unhcr:…`, `consulate:…`) signs for itself."""
    prefix, _, name = code.partition(":")
    if prefix in _finders:
        return _finders[prefix](code)
    if not name or prefix not in CLASS_OF:
        return None
    kind = CLASS_OF[prefix]
    return Recipient(code=code, party=code, kind=kind, needs=need_of(kind))
