"""Settings of the test run: fast passwords, plain static files, either engine by DATABASE_URL."""

import os
import tempfile

os.environ.setdefault("SERAI_HOME", tempfile.mkdtemp(prefix="serai-test-"))
os.environ.setdefault(
    "SERAI_SECRET_KEY", "a key of the tests only, long enough to please the deployment check 0123456789"
)

from serai.config.settings import *  # noqa: F403
from serai.config.settings import DATABASES, HOME
from serai.keys import slots
from serai.vault import held

if os.environ.get("SERAI_DATABASE_KEY"):  # the same tests on an encrypted file
    held.hold(bytes.fromhex(os.environ["SERAI_DATABASE_KEY"]))
    DATABASES["default"]["ENGINE"] = "serai.vault.sqlcipher"
    DATABASES["default"]["TEST"] = {"NAME": HOME / f"test-{os.getpid()}.sqlite3"}

SEALED_PASSPHRASE_COST = slots.Cost(memory=8, passes=1)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_STEP_ROLES = []  # the tests of the second step name the roles that need one
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
SILENCED_SYSTEM_CHECKS = ["templates.E002"]  # pytest-django puts an object there that fails on an undefined variable
