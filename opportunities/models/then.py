"""Tables as they stood at a moment: the rows of a query are read in the place of a table.

What was asked of today's table (a filter, a join, a derived fact) is then asked of that day's in the same
words, so nothing is defined twice. This is what `FOR SYSTEM_TIME AS OF` does in databases that have it.
"""

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.sql.datastructures import BaseTable, Join

from opportunities.models.sync import Change


class InPlace:
    """An entry of FROM: rows instead of a table, under its alias and its column names."""

    rows = None

    def as_sql(self, compiler, connection):
        sql, params = super().as_sql(compiler, connection)
        rows, row_params = self.rows.query.clone().get_compiler(connection=connection).as_sql()
        table = connection.ops.quote_name(self.table_name)
        alias = f" {table}" if self.table_alias == self.table_name else ""
        return sql.replace(table, f"({rows}){alias}", 1), (*row_params, *params)

    def relabeled_clone(self, change_map):
        clone = super().relabeled_clone(change_map)
        clone.rows = self.rows
        return clone


class TableThen(InPlace, BaseTable):
    @classmethod
    def of(cls, table):
        return cls(table.table_name, table.table_alias)


class JoinThen(InPlace, Join):
    @classmethod
    def of(cls, join):
        ends = join.table_name, join.parent_alias, join.table_alias
        return cls(*ends, join.join_type, join.join_field, join.nullable, join.filtered_relation)


def reading(records, rows, alias=None):
    """The same records, read from these rows in place of their own table, or of the joined ``alias``."""
    records = records.all()
    joined = JoinThen if alias else TableThen
    alias = alias or records.query.get_initial_alias()
    place = joined.of(records.query.alias_map[alias])
    place.rows = rows
    records.query.alias_map[alias] = place
    return records


def with_columns(records, **columns):
    """The same records, some columns of which say something else than the table does."""
    kept = [field.attname for field in records.model._meta.concrete_fields if field.attname not in columns]
    return reading(records, records.model.objects.order_by().values(*kept).annotate(**columns))


def if_by(moment, recorded, column=None):
    """A column to read: what it says, had that been recorded by the moment; else null."""
    return Case(When(**{f"{recorded}__lte": moment}, then=F(column or recorded)))


def told_by(moment, level):
    """Could the level see the record by then? If the log knew of it by then, it must have told the level.

    What came into sight later would otherwise seem to have been there since it was first written down.
    """
    log = Change.objects.filter(uid=OuterRef("uid"), at__lte=moment)
    return Q(~Exists(log)) | Q(Exists(log.heard_at(level)))
