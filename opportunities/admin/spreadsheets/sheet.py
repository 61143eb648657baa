"""The sheet of one kind of record: what an export writes, an import reads and checks against what stands."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from opportunities.admin.rights import is_theirs
from opportunities.admin.spreadsheets.columns import Column, OneOf, Words, canonical, nearest
from opportunities.admin.spreadsheets.rows import Change, Check, Row
from opportunities.choices import Visibility

# Written by us into the rows that we hand back; they come again with it.
PROBLEM = "problem"
LEVELS = {level.name.lower(): level.value for level in Visibility}


class Level(Column):
    """A withdrawal wins: there is no way back to readers from here either."""

    def __init__(self):
        super().__init__("visibility", _("visibility"), OneOf(LEVELS))

    def assign(self, instance, value):
        if getattr(instance, "withdrawn_at", None):
            raise ValueError(_("It is withdrawn, and stays so."))
        super().assign(instance, value)


class Sheet(ModelResource):
    """From django-import-export: columns, export(), and import_instance(), which names all errors at once."""

    # Columns that say which record a row is about.
    keys = ()

    def __init__(self, page, request):
        super().__init__()
        self.page, self.request, self.user = page, request, request.user
        self.verdicts = {}
        self.fields = {column.column_name: column for column in self.columns()}

    @property
    def kind(self):
        return self._meta.model._meta.model_name

    def described(self):
        """[(name of the column, what it holds, how to write it)]"""
        return [(name, column.label, column.hint) for name, column in self.fields.items()]

    def columns(self):
        raise NotImplementedError

    def load(self, rows, lock):
        """Read what the rows are about, all at once."""
        raise NotImplementedError

    def find(self, row):
        """Set the row's record, or refuse the row."""
        raise NotImplementedError

    def name_of(self, record):
        return str(record)

    def place_of(self, record):
        """What it belongs to."""
        raise NotImplementedError

    def consider(self, row):
        """Note what must be said or chosen before the row can be saved."""

    def reason_fields(self):
        """{name: form field} of the reason that serves all rows without one."""
        raise NotImplementedError

    def save(self, row, said):
        """Write the row, through the verbs; the answer is what to remember of it beside the changes."""
        raise NotImplementedError

    # The header ------------------------------------------------------------------------------------------

    def known(self, header):
        """The names of the columns as we write them, or ValidationError with all that is wrong with them."""
        names = [name.casefold().strip() for name in header]
        if problems := list(self.problems_of(names)):
            raise ValidationError(problems)
        return names

    def problems_of(self, names):
        columns = [*self.fields, PROBLEM]
        if not set(names) & set(self.fields):
            yield _("The first row names none of the columns of this sheet. They are: %(names)s.") % {
                "names": ", ".join(self.fields)
            }
            return
        for place, name in enumerate(names, 1):
            if name and name not in columns:
                yield _("Column %(place)d, “%(name)s”, is not known: rename or delete it.") % {
                    "place": place,
                    "name": name[:40],
                } + nearest(name, columns)
            if name and name in names[: place - 1]:
                yield _("Column %(place)d, “%(name)s”, is there twice.") % {"place": place, "name": name}

    # The rows --------------------------------------------------------------------------------------------

    def check(self, upload, lock=False):
        rows = [self.read(upload.header, number, cells) for number, cells in upload.rows]
        self.load(rows, lock)
        for row in rows:
            self.look_at(row)
            for change in row.changes:
                looked = upload.looked.get(f"{row.number} {change.column}", change.now)
                change.looked = looked if looked != change.now else None
        return Check(rows)

    def read(self, header, number, cells):
        row = Row(number, cells)
        if any(cells[len(header) :]):
            row.refuse(
                "",
                _("More cells than columns: a text with commas in it needs quotation marks."),
            )
        for name, cell in zip(header, cells, strict=False):
            if isinstance(cell, dict):
                row.refuse(name, _("This cell holds a formula: write the value itself."))
            elif not name and cell.strip():
                row.refuse("", _("A cell stands in a column without a name."))
            elif name:
                row.texts[name] = canonical(cell)
        return row

    def look_at(self, row):
        self.find(row)
        if row.record is None:
            row.name = " ".join(row.texts.get(name, "") for name in self.keys)
            return
        row.name = "" if row.is_new else self.name_of(row.record)
        columns = [self.fields[name] for name, text in row.texts.items() if text and name in self.fields]
        before = {} if row.is_new else {column: column.both(row.record) for column in columns}
        self.take(row)
        if not self.may_write(row):
            row.refuse("", _("You may not write this one."))
            return
        row.changes = [
            Change(column.column_name, column.label, shown, column.shown(row.record))
            for column in columns
            for kept, shown in [before.get(column, ("", ""))]
            if kept != column.export(row.record)
        ]
        row.name = row.name or self.name_of(row.record)
        self.validate(row)
        self.consider(row)

    def take(self, row):
        try:
            self.import_instance(row.record, row.texts)
        except ValidationError as refusals:
            self.refuse(row, refusals)

    def refuse(self, row, refusals):
        for name, sentences in refusals.message_dict.items():
            for sentence in sentences:
                row.refuse("" if name == NON_FIELD_ERRORS else name, sentence)

    def may_write(self, row):
        """The record as it is stored, and where it is to be put."""
        place = self.place_of(row.record)
        may_put = place is None or is_theirs(self.request, place)
        if row.is_new:
            return may_put and self.page.has_add_permission(self.request)
        return may_put and self.page.has_change_permission(self.request, row.record)

    def validate(self, row):
        """Ask the model about the columns that change; about the others it would ask the database in vain."""
        written = {change.column for change in row.changes}
        fields = [field.name for field in row.record._meta.fields]
        try:
            row.record.clean_fields(exclude=[name for name in fields if name not in written])
        except ValidationError as refusals:
            self.refuse(row, refusals)
        for constraint in row.record._meta.constraints:
            self.hold(row, constraint, written)

    def hold(self, row, constraint, written):
        fields = sorted(getattr(constraint.condition, "referenced_base_fields", ()))
        about = [name for name in fields if name in written]
        if not row.is_new and all(self.is_text(row, name) for name in about):
            return
        # Asked of the database, so once for the same values.
        values = constraint.name, *(getattr(row.record, name) for name in fields)
        if values not in self.verdicts:
            self.verdicts[values] = verdict(constraint, row.record)
        if refusal := self.verdicts[values]:
            row.refuse(next(iter(about), ""), refusal)

    def is_text(self, row, name):
        """Text that is there breaks no rule: the only one about texts is that one be written."""
        return isinstance(self.fields[name].widget, Words) and bool(getattr(row.record, name))

    def refuse_twice(self, row, key):
        """The first row of a record counts; another is named, and does not overwrite it."""
        if key in self.met:
            row.refuse(self.keys[-1], _("This one stands in row %(row)d already.") % {"row": self.met[key]})
            row.record = None
        self.met.setdefault(key, row.number)


def verdict(constraint, record):
    """What the constraint says against the record, if anything."""
    try:
        constraint.validate(type(record), record)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""
