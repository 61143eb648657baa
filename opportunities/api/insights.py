"""The door of analyses: the same numbers as on the pages."""

from django.core.exceptions import ValidationError

from opportunities.api import operations, parameters
from opportunities.api.conditional import is_known
from opportunities.api.problems import Refused
from opportunities.api.views import Door
from opportunities.filters import InitiativeFilter
from opportunities.filters.fields import PastDay
from opportunities.filters.initiatives import NARROWED_BY
from opportunities.insights.insight import Seen
from opportunities.insights.since import Since
from opportunities.models import Initiative
from opportunities.representations.outward import etag
from opportunities.sync.sights import head


class InsightDoor(Door):
    insight = None
    # {name of a parameter: its field} of what it takes besides the filters.
    further = {}

    def operation(self):
        return operations.insight(self.insight, self.further)

    def get(self, request):
        # Whatever an analysis counts is a record, so its answer stands until the log or the day moves.
        tag = etag(head(self.level), self.level, self.today, request.get_full_path())
        if is_known(request, tag):
            return self.not_modified(tag)
        parameters.refuse_unknown(self.query, [*NARROWED_BY, *self.further], repeatable=NARROWED_BY)
        return self.answer(self.worked_out().body(), tag)

    def worked_out(self):
        return self.insight(self.seen())

    def seen(self):
        seen = Initiative.objects.visible_at(self.level)
        asked = InitiativeFilter(self.query, seen, level=self.level, today=self.today, only=NARROWED_BY)
        if not asked.is_valid():
            raise Refused({name: " ".join(messages) for name, messages in asked.errors.items()})
        return Seen(asked.qs, self.level, self.today)


class SinceDoor(InsightDoor):
    further = {"date": PastDay(required=False, label="Since the end of this day; else of 30 days ago")}

    def worked_out(self):
        try:
            return self.insight(self.seen(), self.further["date"].clean(self.query.get("date", "")))
        except ValidationError as refusal:
            raise Refused({"date": " ".join(refusal.messages)}) from None


def door_of(insight):
    return (SinceDoor if insight is Since else InsightDoor).as_view(insight=insight)
