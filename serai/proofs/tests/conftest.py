import pytest

from serai.proofs.ground import Ground
from serai.proofs.rules import Effort
from serai.vault import snapshot

QUICK = Effort(kills=3, cuts=2, controls=1, longest=0.1, people=40, erased=6, markers=60, tamperings=60, histories=300)


@pytest.fixture(scope="module")
def module_ground(tmp_path_factory, django_db_setup, django_db_blocker):
    """An installation of which only the tables are taken: nothing of it is read or changed."""
    with django_db_blocker.unblock():
        yield Ground(home=tmp_path_factory.mktemp("installation"), is_encrypted=snapshot.encrypted(), effort=QUICK)


@pytest.fixture
def ground(module_ground):
    return module_ground
