"""Queries that every write asks: Django takes far longer to put them together than the database to answer."""


class Compiled:
    """A query put together once, then asked for the rows whose `key` is one of the given."""

    def __init__(self, values, read_as, key):
        sql, self.params = values.query.sql_with_params()
        self.sql = f"SELECT * FROM ({sql}) AS rows_of_all WHERE {key} IN"  # noqa: S608
        self.read_as = read_as

    def of(self, keys):
        """Instances of `read_as`: its fields say how each column is read, whatever the database."""
        if not keys:
            return []
        places = ", ".join(["%s"] * len(keys))
        return self.read_as.objects.raw(f"{self.sql} ({places})", (*self.params, *keys))
