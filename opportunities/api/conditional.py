"""Answering "not modified" to whoever is up to date."""


def is_known(request, tag):
    """Does the reader hold the answer with this ETag? Compared weakly, as If-None-Match asks."""
    held = request.headers.get("If-None-Match", "")
    return held.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in held.split(",")]


def is_current(held, seen):
    """Does If-Match name what is there now, however it was asked for? Weak tags never do."""
    tags = [each.strip() for each in held.split(",")]
    return "*" in tags or seen in [tag.strip('"').partition(".")[0] for tag in tags if tag.startswith('"')]
