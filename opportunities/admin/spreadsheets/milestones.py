"""The sheet of milestones."""

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from opportunities.admin.fields import asked_as
from opportunities.admin.spreadsheets.columns import Day, Heard, Kept, Key, OneOf, meant, of_model
from opportunities.admin.spreadsheets.keys import TITLES, Titles, by_key, named, uids
from opportunities.admin.spreadsheets.sheet import Level, Sheet
from opportunities.choices import LANGUAGES, MoveReason
from opportunities.models import Country, Initiative, Milestone, MilestoneRevision
from opportunities.models.text import columns

WORDS = columns("move_words")


class Whose(Key):
    """The initiative, by its ref, or by its identifier as long as it has none."""

    def export(self, instance, **kwargs):
        # Not of a new one.
        initiative = vars(instance)["_state"].fields_cache.get("initiative")
        return str(initiative.ref or initiative.uid) if initiative else ""


class Which(Key):
    def export(self, instance, **kwargs):
        return str(instance.uid)


class MilestoneSheet(Sheet):
    keys = ("initiative", "milestone")

    class Meta:
        model = Milestone

    def columns(self):
        refusal = _("A milestone is met by publishing a report that says so.")
        self.sides = OneOf({side.code.lower(): side for side in Country.objects.filter(is_side=True)})
        self.reasons = OneOf({reason: reason for reason in MoveReason.values})
        # What the revision would not take is refused here, with its row.
        words = {f"move_{name}": asked_as(MilestoneRevision, name) for name in columns("words")}
        self.heard = {"move_reason": self.reasons, "move_side": self.sides, **words}
        return [
            Whose("initiative", _("ref of the initiative")),
            Which("milestone", _("identifier; blank for a new milestone")),
            *of_model(Milestone, *TITLES, "due_on").values(),
            Kept("done_on", _("met on"), refusal, Day()),
            Level(),
            Heard("move_reason", _("why the date moves"), self.reasons),
            Heard("move_side", _("moved by"), self.sides),
            *(Heard(name, _("reason in words")) for name in WORDS),
        ]

    def get_queryset(self):
        milestones = Milestone.objects.visible_to(self.user).select_related("initiative__area", "responsible")
        return milestones.order_by("initiative__area", "initiative", "due_on", "pk")

    def load(self, rows, lock):
        initiatives = Initiative.objects.visible_to(self.user).select_related("area")
        self.initiatives = by_key(named(initiatives, [row.texts.get("initiative", "") for row in rows]))
        keys = [row.texts.get("milestone", "") for row in rows]
        milestones = self.get_queryset().filter(uid__in=list(uids(keys))).order_by("pk")
        milestones = milestones.select_for_update(of=("self",)) if lock else milestones
        self.milestones = {str(milestone.uid): milestone for milestone in milestones}
        new = [row for row in rows if not row.texts.get("milestone")]
        self.titles = Titles(Milestone.objects.visible_to(self.user), new, parent="initiative")
        self.met = {}

    def find(self, row):
        whose, which = (row.texts.get(name, "").casefold() for name in ("initiative", "milestone"))
        initiative = self.initiatives.get(whose)
        if whose and not initiative:
            row.refuse("initiative", _("No initiative has this ref."))
        elif not which:
            self.begin(row, initiative)
        elif milestone := self.milestones.get(which):
            self.meet(row, milestone, initiative)
        else:
            row.refuse(
                "milestone", _("No milestone has this identifier. To create one, leave the cell empty.")
            )

    def begin(self, row, initiative):
        row.is_new = True
        self.titles.refuse(row, [] if initiative else ["initiative"], initiative and initiative.pk)
        if not row.problems:
            row.record = Milestone(initiative=initiative)

    def meet(self, row, milestone, initiative):
        if initiative and initiative != milestone.initiative:
            row.refuse("initiative", _("A milestone stays with its initiative."))
            return
        row.record = milestone
        self.refuse_twice(row, milestone.pk)

    def place_of(self, record):
        return record.initiative

    def name_of(self, record):
        return f"{record.initiative.ref or record.initiative.title} – {record.title}"

    def take(self, row):
        row.due_on = row.record.due_on
        super().take(row)

    def consider(self, row):
        for name, words in self.heard.items():
            if text := row.texts.get(name):
                self.hear(row, name, words, meant(text))
        row.needs_reason = self.is_moved(row) and "move_reason" not in row.said
        if self.is_moved(row) and not row.needs_reason:
            label = MoveReason(row.said["move_reason"]).label
            row.reason = ", ".join([str(label), *(row.said[name] for name in WORDS if name in row.said)])

    def hear(self, row, name, words, text):
        try:
            row.said[name] = words.clean(text)
        except (ValueError, ValidationError) as refusal:
            # A form field asks the validators of its column as well, and may say it twice.
            row.refuse(name, " ".join(dict.fromkeys(getattr(refusal, "messages", [str(refusal)]))))

    def is_moved(self, row):
        """A first date moves nothing."""
        return bool(row.due_on) and row.record.due_on != row.due_on

    def reason_fields(self):
        published = _("For the rows without one of their own. The reason is published.")
        reason = asked_as(
            MilestoneRevision, "reason", label=capfirst(_("why the date moves")), help_text=published
        )
        sides = Country.objects.filter(is_side=True)
        return {
            "move_reason": reason,
            "move_side": asked_as(MilestoneRevision, "side", required=False, queryset=sides),
            **{
                f"move_{name}": asked_as(MilestoneRevision, name, required=False) for name in columns("words")
            },
        }

    def save(self, row, said):
        if not self.is_moved(row):
            row.record.save()
            return ""
        said = row.said if "move_reason" in row.said else said
        words = {language: said.get(f"move_words_{language}", "") for language in LANGUAGES}
        row.record.move(row.record.due_on, said["move_reason"], words, said.get("move_side"))
        return ""
