"""What is there, and what is said of it."""

from opportunities.choices import LANGUAGES


def differs(record, said):
    return any(stored(record, name, value) != value for name, value in said.items())


def stored(record, name, value):
    if isinstance(value, dict):
        return {language: getattr(record, f"{name}_{language}") for language in LANGUAGES}
    return getattr(record, name)


def merged(before, said):
    """RFC 7396: objects are merged, null takes away, everything else is put in place."""
    if not isinstance(said, dict):
        return said
    result = dict(before) if isinstance(before, dict) else {}
    for name, value in said.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
