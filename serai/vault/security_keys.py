"""A security key that is to open the data: what the browser is asked when it is made, and whether its answer is right.

What opens afterwards is the secret that the key gives for the salt (vault/slots.py). It is given only to the name at
which this was asked, and only when the key has asked its owner for a number or a finger.
"""

import json
import os
import time
from typing import Any

from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AuthenticatorAttachment,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from serai.accounts.passkeys import host_of
from serai.vault.slots import SECRET, KeySlot, Shown, in_letters, of_letters

ASKED = "security_key_asked"
ASKED_FOR = 300  # seconds that a question stands
EXTENSIONS = {
    "prf": {},
    "credentialProtectionPolicy": "userVerificationRequired",  # one that can refuses without its number
}


def ask_to_make(request: HttpRequest, *, name: str, keys: tuple[KeySlot, ...]) -> dict[str, str]:
    """What the browser needs to make a key that is not one of these already; the session keeps what was asked."""
    host, salt = host_of(request), in_letters(os.urandom(SECRET))
    here = [of_letters(one.credential) for one in keys if one.host == host]
    known = [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=one) for one in here]
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=os.urandom(SECRET), name=name, display_name=name),
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,  # whoever finds the key reads no address on it
        user_verification=UserVerificationRequirement.REQUIRED,
        authenticator_attachment=AuthenticatorAttachment.CROSS_PLATFORM,  # one in the machine goes with the machine
        extensions=EXTENSIONS,
    )
    request.session[ASKED] = {"state": state, "name": name, "salt": salt, "at": time.time()}
    return {"options": json.dumps(dict(options)), "salt": salt}


def made(request: HttpRequest, *, answer: str, secret: str) -> tuple[str, Shown] | None:
    """Its name and what it showed, if it answers what was asked here just now. A question is good for one answer."""
    asked: dict[str, Any] | None = request.session.pop(ASKED, None)
    if asked is None or time.time() - asked["at"] > ASKED_FOR:
        return None
    try:
        right = _server(request).register_complete(asked["state"], json.loads(answer))
        given = of_letters(secret)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if right.credential_data is None:
        return None
    credential = in_letters(right.credential_data.credential_id)
    salt = of_letters(asked["salt"])
    return asked["name"], Shown(host=host_of(request), credential=credential, salt=salt, secret=given)


def _server(request: HttpRequest) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(name="Serai", id=host_of(request)),
        verify_origin=lambda origin: origin == f"{request.scheme}://{request.get_host()}",
    )
