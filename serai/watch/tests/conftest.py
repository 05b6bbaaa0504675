"""Grace reads the sealed files on violence at Harbour; Hana, for health, is there alone tonight."""

import pytest

from serai.centres.choices import Role
from serai.sealed.tests.conftest import gbv, grace, opened, reads_too, ring, selam, unlocked  # noqa: F401 - fixtures


@pytest.fixture
def hana(posted, harbour):
    return posted("hana", Role.HEALTH, harbour)
