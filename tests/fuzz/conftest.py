"""What is read here touches no database: on the other engine it is the same, and the files are not made a second time."""

import pytest
from django.db import connection

collect_ignore_glob = ["*"] if connection.vendor == "postgresql" else []


@pytest.fixture(autouse=True)
def _touches_no_database(request):
    """Else it would never be tried on PostgreSQL."""
    assert not {"db", "transactional_db"} & set(request.fixturenames)
