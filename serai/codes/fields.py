from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class JSONField(models.JSONField):
    """Django's, without its CHECK (JSON_VALID(…)) on SQLite, which `trusted_schema=OFF` refuses (docs/guard.md)."""

    def db_check(self, connection: BaseDatabaseWrapper) -> str | None:
        return None
