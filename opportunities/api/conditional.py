"""ETags, and answering "not modified" to whoever is up to date.

An ETag has two parts: the digest of what was seen, and, after a dot, how it was asked for. Both change only
with what the reader's level can see, never with who the reader is.
"""

from hashlib import blake2b

# Raise it when the same record is put into other words.
REPRESENTATION = 1


def digest(*parts, size=12):
    written = "\n".join(str(part) for part in parts)
    return blake2b(written.encode("utf-8", "surrogateescape"), digest_size=size).hexdigest()


def etag(seen, *asked):
    """Strong. ``seen`` is a digest, or the mark of the last change that the level heard of."""
    return f'"{seen}.{digest(REPRESENTATION, *asked, size=4)}"'


def is_known(request, tag):
    """Does the reader hold the answer with this ETag? Compared weakly, as If-None-Match asks."""
    held = request.headers.get("If-None-Match", "")
    return held.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in held.split(",")]
