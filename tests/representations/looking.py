"""A record as a level sees it, without any door around it."""

from opportunities.representations import KIND_OF, SHAPES


def row_of(record):
    shape = SHAPES[KIND_OF[type(record)]]
    [row] = shape.rows(type(record).objects.filter(pk=record.pk))
    return shape, row


def look(record, level):
    """The body, or None."""
    shape, row = row_of(record)
    return shape.cut(row, level)


def by_level(record, name):
    """One of its fields, level by level from the most open."""
    return [look(record, level)[name] for level in (1, 2, 3)]
