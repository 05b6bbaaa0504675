import pytest
from django.db import connection

from serai.proofs.ground import Ground
from serai.proofs.operations import losing
from serai.proofs.rules import Effort
from serai.vault import snapshot

collect_ignore = ["test_on_sqlite.py" if connection.vendor == "postgresql" else "test_on_postgres.py"]

QUICK = Effort(
    kills=3, cuts=2, controls=1, registrations=450, people=40, erased=6, markers=60, tamperings=60, histories=300
)


@pytest.fixture(scope="module")
def module_ground(tmp_path_factory, django_db_setup, django_db_blocker):
    """An installation of which only the tables are taken: nothing of it is read or changed."""
    with django_db_blocker.unblock():
        yield Ground(home=tmp_path_factory.mktemp("installation"), is_encrypted=snapshot.encrypted(), effort=QUICK)


@pytest.fixture
def ground(module_ground):
    return module_ground


@pytest.fixture(scope="module")
def desk(module_ground):
    with losing.desk(module_ground, encrypted=module_ground.is_encrypted) as here:
        yield here
