"""What the filters of all records share."""

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from opportunities.filters import parameters
from opportunities.filters.keyset import Keyset, reverse
from opportunities.health import today_in_seoul
from opportunities.models.text import columns
from opportunities.sync.sights import with_seen_at


class RecordFilter(FilterSet):
    """Narrows and sorts ``records``, which hold only what ``level`` may know, of ``moment`` if not of now."""

    # Columns and translated texts in which `q` looks.
    searched: tuple[str, ...] = ()
    # {word: (label, keys)}, see keyset.py; the first one is the default.
    orderings = {
        "id": (_("Identifier"), ()),
        "updated_at": (_("Last change"), ("seen_at",)),
    }

    id = parameters.Identifier("uid", label=_("Identifier"))
    updated_since = parameters.Since("seen_at", label=_("Changed since"))
    q = parameters.Search(by="search", label=_("Search"))
    ordering = parameters.Ordering(label=_("Order"))

    def __init__(self, data, records, *, level, today=None, moment=None, only=None):
        self.level, self.moment = level, moment
        self.today = today or today_in_seoul()
        if only is not None:
            # Copying and building what nobody asked for is most of the cost of a FilterSet.
            self.base_filters = {name: self.base_filters[name] for name in only if name in self.base_filters}
        super().__init__(data, records)

    @classmethod
    def names(cls):
        return list(cls.base_filters)

    @classmethod
    def repeatable(cls):
        return [name for name, parameter in cls.base_filters.items() if parameter.may_repeat()]

    @cached_property
    def ordering_choices(self):
        there = [(word, label) for word, (label, keys) in self.orderings.items()]
        back = [(f"-{word}", format_lazy(_("{order}, reversed"), order=label)) for word, label in there]
        return [*there, *back]

    @cached_property
    def keyset(self):
        """The order asked for; call after validation."""
        word = self.form.cleaned_data.get("ordering") or next(iter(self.orderings))
        _, keys = self.orderings[word.removeprefix("-")]
        return Keyset(word, reverse(keys) if word.startswith("-") else keys)

    def filter_queryset(self, records):
        annotated = self.annotated(records, self.level, self.today, self.moment)
        return self.keyset.ordered(super().filter_queryset(annotated))

    def less(self, name):
        """What is found without one of the parameters, in no order; none is read anew."""
        records = self.annotated(self.queryset, self.level, self.today, self.moment)
        for other, value in self.form.cleaned_data.items():
            if other != name:
                records = self.filters[other].filter(records, value)
        return records

    @classmethod
    def annotated(cls, records, level, today, moment=None):
        """What filters and orderings refer to."""
        return with_seen_at(records, level)

    def search(self, records, text):
        for word in text.split():
            records = records.filter(self.mentions(word))
        return records

    def mentions(self, word):
        found = Q()
        for column in self.searched_columns:
            found |= Q(**{f"{column}__icontains": word})
        return found

    @cached_property
    def searched_columns(self):
        stored = {field.name for field in self.queryset.model._meta.fields}
        return [column for name in self.searched for column in ([name] if name in stored else columns(name))]
