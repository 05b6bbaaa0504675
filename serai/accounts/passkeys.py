"""Passkeys (WebAuthn): what the browser is asked, and whether its answer is right. The key never leaves the device.

A passkey asks its owner for a finger, a face or a number of its own, so it stands for the password and the second step
together. It is bound to the name of this server: a copied page at another name gets nothing out of it.
"""

import ipaddress
import json
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from serai.accounts.models import Passkey, User

ASKED = "passkey_asked"
ASKED_FOR = 300  # seconds that a question stands, in the session of somebody who is not signed in


def host_of(request: HttpRequest) -> str:
    return request.get_host().rsplit(":", 1)[0]


def are_possible(request: HttpRequest) -> bool:
    """Browsers know passkeys only over TLS, or on the machine itself, and only where the server has a name."""
    host = host_of(request)
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def ask_to_make(request: HttpRequest, *, user: User) -> dict[str, Any]:
    """What the browser needs to make a passkey."""
    owner = PublicKeyCredentialUserEntity(id=_handle(user), name=user.username, display_name=user.username)
    own = [AttestedCredentialData(bytes(one.public)) for one in Passkey.objects.filter(user=user)]
    options, request.session[ASKED] = _server(request).register_begin(
        owner,
        credentials=own,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)


def made(request: HttpRequest, answer: str) -> AuthenticatorData | None:
    """The new passkey's public half, if it answers what was asked here just now."""
    asked = request.session.pop(ASKED, None)
    try:
        return _server(request).register_complete(asked, json.loads(answer)) if asked else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def ask_to_show(request: HttpRequest) -> dict[str, Any]:
    """What the browser needs to show a passkey. The same for everybody: it names nobody."""
    options, request.session[ASKED] = _server(request).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    if not request.user.is_authenticated:
        request.session.set_expiry(ASKED_FOR)
    return dict(options)


def shown(request: HttpRequest, answer: str) -> Passkey | None:
    """Whose passkey this is, if it answers what was asked here just now. A question is good for one answer."""
    asked = request.session.pop(ASKED, None)
    try:
        given = AuthenticationResponse.from_dict(json.loads(answer))
        found = Passkey.objects.select_related("user").filter(
            credential=websafe_encode(given.raw_id), host=host_of(request), user__is_active=True
        )
        passkey = found.first()
        if passkey is None or asked is None:
            return None
        _server(request).authenticate_complete(asked, [AttestedCredentialData(bytes(passkey.public))], given)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return passkey if _counts_on(passkey, given.response.authenticator_data.counter) else None


def is_own(request: HttpRequest, answer: str) -> bool:
    """Whether it is a passkey of whoever is signed in."""
    passkey = shown(request, answer)
    return passkey is not None and passkey.user_id == request.user.pk


def _counts_on(passkey: Passkey, count: int) -> bool:
    """A key that counts its uses and falls back was copied. Those that are kept in several places do not count."""
    if (count or passkey.count) and count <= passkey.count:
        return False
    passkey.count, passkey.used_at = count, timezone.now()
    passkey.save(update_fields=["count", "used_at"])
    return True


def _server(request: HttpRequest) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(name="Serai", id=host_of(request)),
        verify_origin=lambda origin: origin == f"{request.scheme}://{request.get_host()}",
    )


def _handle(user: User) -> bytes:
    """What the device calls its owner: it tells nobody anything."""
    return salted_hmac("serai.accounts.passkeys", str(user.pk), algorithm="sha256").digest()
