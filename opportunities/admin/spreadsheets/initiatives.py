"""The sheet of initiatives."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from opportunities.admin.spreadsheets.columns import (
    NOTHING,
    Column,
    Heard,
    Kept,
    Key,
    OneOf,
    meant,
    of_model,
)
from opportunities.admin.spreadsheets.keys import Titles, by_key, named
from opportunities.admin.spreadsheets.organisations import Lead, Organisations, Unknown, name_lead, new_leads
from opportunities.admin.spreadsheets.sheet import Level, Sheet
from opportunities.choices import ReportingRhythm, Status
from opportunities.models import CooperationArea, Country, Initiative, Participation
from opportunities.models.text import columns

TEXTS = [*columns("title"), *columns("short_title"), *columns("summary")]
DAYS = ["review_on", "planned_start_on", "planned_end_on", "actual_start_on", "actual_end_on"]
NAMING = ("opportunities.add_participation", "opportunities.change_participation")


class Ref(Key):
    """The ref; the identifier, as long as there is no ref."""

    def export(self, instance, **kwargs):
        return instance.ref or str(instance.uid)


def staff():
    """Who may be an officer, and who is one."""
    users = get_user_model().objects
    may_be = Q(is_staff=True, is_active=True)
    return {
        user.get_username(): user for user in users.filter(may_be | Q(initiatives__isnull=False)).distinct()
    }


class InitiativeSheet(Sheet):
    keys = ("ref",)

    class Meta:
        model = Initiative

    def columns(self):
        refusal = _("Status changes by publishing a report: write one on the page of the initiative.")
        areas = {area.code: area for area in CooperationArea.objects.all()}
        rhythms = {str(days): days for days in ReportingRhythm.values}
        self.organisations = Organisations(self.user)
        self.leads = [Lead(side, self.organisations) for side in Country.objects.filter(is_side=True)]
        texts, days = of_model(Initiative, *TEXTS), of_model(Initiative, *DAYS)
        return [
            Ref("ref", _("ref; blank for a new initiative")),
            *texts.values(),
            Column("area", _("area"), OneOf(areas)),
            Kept("status", _("status"), refusal, OneOf({status: status for status in Status.values})),
            *self.leads,
            Column("officer", _("officer"), OneOf(staff()), empty=NOTHING),
            Column("report_every_days", _("reports expected"), OneOf(rhythms)),
            *days.values(),
            Level(),
            Heard("reason", _("reason why a lead changes; kept in the history")),
        ]

    def get_queryset(self, lock=False):
        parts = Participation.objects.visible_to(self.user).filter(ended_at=None)
        parts = parts.select_related("organisation", "country", "initiative").order_by("pk")
        parts = parts.select_for_update(of=("self",)) if lock else parts
        initiatives = Initiative.objects.visible_to(self.user).select_related("area", "officer")
        return initiatives.prefetch_related(Prefetch("participations", parts, to_attr="current"))

    def load(self, rows, lock):
        keys = [row.texts.get("ref", "") for row in rows]
        initiatives = named(self.get_queryset(lock), keys)
        self.known_records = by_key(initiatives.select_for_update(of=("self",)) if lock else initiatives)
        new = [row for row in rows if not row.texts.get("ref")]
        self.titles = Titles(Initiative.objects.visible_to(self.user), new)
        self.met = {}

    def find(self, row):
        key = row.texts.get("ref", "")
        if not key:
            self.begin(row)
        elif record := self.known_records.get(key.casefold()):
            row.record = record
            self.refuse_twice(row, record.pk)
        else:
            row.refuse(
                "ref",
                _("No initiative has this ref. To create one, leave the cell empty: refs are given."),
            )

    def begin(self, row):
        row.is_new = True
        self.titles.refuse(row, [] if row.texts.get("area") else ["area"])
        if not row.problems:
            row.record = Initiative()

    def place_of(self, record):
        return getattr(record, "area", None)

    def take(self, row):
        super().take(row)
        row.unknown = [lead for lead in new_leads(row.record).values() if isinstance(lead, Unknown)]

    def consider(self, row):
        if new_leads(row.record) and not self.user.has_perms(NAMING):
            row.refuse("", _("You may not name leads."))
        if any(lead.replaces(row.record) for lead in self.leads):
            row.reason = meant(row.texts.get("reason", ""))
            row.needs_reason = not row.reason

    def reason_fields(self):
        label = _("Reason for the change of leads")
        kept = _("For the rows without one of their own. It is kept in the history of each initiative.")
        return {"reason": forms.CharField(label=label, help_text=kept, max_length=200)}

    def save(self, row, said):
        leads = {lead.column_name for lead in self.leads}
        if {change.column for change in row.changes} - leads:
            row.record.save()
        for country, organisation in new_leads(row.record).items():
            name_lead(row.record, country, organisation)
        return said["reason"] if row.needs_reason else row.reason
