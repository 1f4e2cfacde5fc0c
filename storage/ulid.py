"""Public ids: ULIDs, opaque, in the order of their making to the millisecond."""

import secrets
from datetime import datetime

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_ulid(moment: datetime) -> str:
    """Return 26 characters: 48 bits of time in milliseconds and 80 random bits, in Crockford's base 32.

    Source: ULID specification, https://github.com/ulid/spec.
    """
    value = int(moment.timestamp() * 1000) << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))
