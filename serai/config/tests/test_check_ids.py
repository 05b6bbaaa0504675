"""Each system check has a number of its own, so that what one names is what one finds."""

import inspect
import re

from serai.config import checks


def test_no_two_checks_share_a_number():
    found = re.findall(r'id="(serai\.\w+)"', inspect.getsource(checks))
    assert len(found) > 6
    assert sorted(found) == sorted(set(found))
