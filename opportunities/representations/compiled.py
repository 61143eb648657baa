"""Queries that every write asks: Django takes far longer to put them together than the database to answer."""

from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection


class Compiled:
    """A question put together once for so many keys, and then asked with others.

    ``ask(keys)`` is a query of `values_list` about keys (of the type ``of``), each of which stands among its
    parameters as it is. What else it asks about must not depend on who asks, or when.
    """

    # More are asked about too seldom to be kept.
    MOST = 64

    def __init__(self, ask, of=UUID):
        self.ask, self.stand_in = ask, STAND_INS[of]
        # {number of keys: (what reads its rows, sql, parameters, {place of a parameter: which key})}
        self.known = {}

    def __call__(self, keys):
        """The rows, as tuples."""
        keys = list(keys)
        if not keys:
            return []
        if len(keys) > self.MOST:
            return list(self.ask(keys))
        # A few sizes serve all: to ask about one key more than once changes nothing.
        keys += keys[-1:] * (power_of_two(len(keys)) - len(keys))
        return self.rows(keys)

    def rows(self, keys):
        if len(keys) not in self.known:
            self.known[len(keys)] = self.compile(len(keys))
        compiler, sql, parameters, places = self.known[len(keys)]
        given = [adapted(key) for key in keys]
        told = [given[places[place]] if place in places else value for place, value in enumerate(parameters)]
        with connection.cursor() as cursor:
            cursor.execute(sql, told)
            return list(compiler.results_iter([cursor.fetchall()], tuple_expected=True))

    def compile(self, number):
        stand_ins = [self.stand_in(place) for place in range(number)]
        compiler = self.ask(stand_ins).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        which = {adapted(stand_in): place for place, stand_in in enumerate(stand_ins)}
        places = {place: which[value] for place, value in enumerate(parameters) if is_among(value, which)}
        return compiler, sql, parameters, places


# Keys that no record has.
STAND_INS = {UUID: lambda place: UUID(int=place), int: lambda place: -(10**15) - place}


def adapted(key):
    """As the database takes it."""
    if isinstance(key, UUID) and not connection.features.has_native_uuid_field:
        return key.hex
    return key


def is_among(value, which):
    return isinstance(value, str | int | UUID) and value in which


def power_of_two(number):
    """The least that is not less."""
    return 1 << (number - 1).bit_length()
