"""A reader's place in the change log, sealed: it can be neither read nor made outside.

Sealed the same way each time (AES-SIV), so that the same page is the same bytes, under the same ETag.
"""

from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from opportunities.choices import Visibility
from opportunities.sync.feed import Position

SALT = "opportunities.changes.1"


class Forged(ValueError):
    """No cursor of ours."""


def sealer():
    """512 bits from SECRET_KEY."""
    return AESSIV(salted_hmac(SALT, "", algorithm="sha512").digest())


def seal(position):
    written = orjson.dumps([position.level, sorted(position.kinds), position.mark, position.after])
    return urlsafe_base64_encode(sealer().encrypt(written, None))


def unseal(cursor):
    try:
        level, kinds, mark, after = orjson.loads(sealer().decrypt(urlsafe_base64_decode(cursor), None))
    except (InvalidTag, ValueError):
        raise Forged from None
    return Position(Visibility(level), frozenset(kinds), UUID(mark), after and UUID(after))
