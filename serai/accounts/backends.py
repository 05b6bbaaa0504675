from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from serai.accounts import operations, queries
from serai.accounts.models import User
from serai.accounts.rules import GIVEN_PASSWORD_LASTS
from serai.codes.prepared import Prepared

user_of = Prepared(lambda pk: User.objects.filter(pk=pk))


class PasswordAndCode(ModelBackend):
    """The password, and the code of a second step for whoever has set one up, weighed together.

    Nobody learns that the password alone was right: name, password and code are asked on one page and refused with one
    sentence. For a name that does not exist the same work is done. `again`: somebody signed in proves to be there.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        *,
        code: str = "",
        again: bool = False,
        **kwargs: Any,
    ) -> User | None:
        user = super().authenticate(request, username=username, password=password, **kwargs)
        needed = queries.second_step_of(username=username or "")
        if user is None or _has_run_out(user):
            return None
        if again or not needed.is_set_up:
            return user
        used = operations.use_code(user=user, code=code, too_many_missed=needed.too_many_missed)
        if request is not None:
            request.second_step, request.code_missed_by = used, None if used else user  # type: ignore[attr-defined]
        return user if used else None

    def get_user(self, user_id: int) -> User | None:
        """Whose session it is; nobody if the account is closed."""
        return next((user for user in user_of(user_id) if self.user_can_authenticate(user)), None)


def _has_run_out(user: User) -> bool:
    """A password that somebody else made, and that nobody used for days, may lie on paper somewhere."""
    given = user.password_given_at
    return given is not None and timezone.now() - given > GIVEN_PASSWORD_LASTS
