"""What the lists do to many records at once (see bulk.py): each act is a verb, and what it asks for."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import formats
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from opportunities.admin.bulk import Act
from opportunities.admin.fields import DAY, asked_as
from opportunities.admin.publication import READERS
from opportunities.admin.reasons import reason_form
from opportunities.choices import LANGUAGES, Outlook, Visibility
from opportunities.health import today_in_seoul
from opportunities.models import Country, Initiative, Milestone, MilestoneRevision, ProgressUpdate
from opportunities.models.text import columns

NO_CHANGE = _("No change since the last report.")
NEXT = [("draft", _("Keep as drafts")), ("publish", _("Publish to everyone who can read the initiative"))]
YEARS = 3650


def words_of(form, name):
    return {language: form.cleaned_data[f"{name}_{language}"] for language in LANGUAGES}


def written(day):
    return formats.date_format(day) if day else "–"


class OfficerForm(forms.Form):
    officer = forms.ModelChoiceField(None, label=_("Officer"), required=False, empty_label=_("Nobody"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        staff = get_user_model().objects.filter(is_staff=True, is_active=True)
        self.fields["officer"].queryset = staff.order_by("username")


class Assign(Act):
    title = _("Assign an officer")
    form_class = OfficerForm

    def shown(self, initiative):
        return {gettext("officer"): str(initiative.officer or "–")}

    def do(self, initiative, by, form):
        initiative.assign(form.cleaned_data["officer"])


class ShiftForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days"), min_value=-YEARS, max_value=YEARS, help_text=_("Later; earlier with a minus sign.")
    )
    reason = asked_as(MilestoneRevision, "reason", label=_("Why the dates move"))
    side = asked_as(MilestoneRevision, "side", queryset=Country.objects.filter(is_side=True), required=False)
    words_en, words_fr, words_ko = (asked_as(MilestoneRevision, name) for name in columns("words"))

    def clean_days(self):
        if not self.cleaned_data["days"]:
            raise forms.ValidationError(_("Give a number of days other than 0."))
        return self.cleaned_data["days"]

    def move(self, milestone):
        given = self.cleaned_data
        milestone.move_by(given["days"], given["reason"], words_of(self, "words"), given["side"])


class Shift(Act):
    """Of milestones: half a plan moved is no plan."""

    title = _("Move dates by days")
    form_class = ShiftForm
    all_or_nothing = True

    def shown(self, milestone):
        return {gettext("due on"): written(milestone.due_on)}

    def do(self, milestone, by, form):
        form.move(milestone)


class ShiftPlans(Shift):
    """Of initiatives: every open milestone that has a date."""

    title = _("Move the dates of open milestones by days")

    def dated(self, initiative):
        return initiative.milestones.open().exclude(due_on=None).order_by("due_on", "pk")

    def shown(self, initiative):
        open_ones = enumerate(initiative.milestones.open().order_by("pk"), 1)
        return {f"{place}. {each.title}": written(each.due_on) for place, each in open_ones}

    def do(self, initiative, by, form):
        for milestone in self.dated(initiative):
            form.move(milestone)


class NoChangeForm(forms.Form):
    as_of = asked_as(ProgressUpdate, "as_of", widget=DAY, initial=today_in_seoul)
    body_en, body_fr, body_ko = (
        asked_as(ProgressUpdate, name, widget=forms.Textarea(attrs={"rows": 2})) for name in columns("body")
    )
    then = forms.ChoiceField(label=_("And then"), choices=NEXT, widget=forms.RadioSelect, initial="draft")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            with override(language):
                self.fields[f"body_{language}"].initial = str(NO_CHANGE)


class NoChange(Act):
    title = _("Report “no change”")
    form_class = NoChangeForm

    def shown(self, initiative):
        last = initiative.updates.drafts().latest_first().first()
        published = ProgressUpdate.objects.standing_at(Visibility.INTERNAL).filter(initiative=initiative)
        return {
            gettext("last report"): told(published.latest_first().first()),
            gettext("latest draft"): told(last),
        }

    def do(self, initiative, by, form):
        given = form.cleaned_data
        report = ProgressUpdate.unchanged(initiative, words_of(form, "body"), given["as_of"], by)
        if given["then"] == "publish":
            report.publish(by)


def told(report):
    if report is None:
        return "–"
    outlook = Outlook(report.outlook).label if report.outlook else gettext("Not assessed")
    side = str(report.on_behalf_of or gettext("Jointly"))
    return f"{written(report.as_of)} · {side} · {outlook} · {report.body}"


class PublishForm(forms.Form):
    readers = forms.TypedChoiceField(
        label=_("Readers"), choices=READERS, required=False, coerce=int, empty_value=None
    )


class Publish(Act):
    title = _("Publish drafts")
    form_class = PublishForm

    def shown(self, update):
        level = update.get_visibility_display()
        state = gettext("Published") if update.published_at else gettext("Draft")
        return {gettext("report"): f"{state} ({level}): {update.body}", **self.moved(update)}

    def moved(self, update):
        """What it moves besides."""
        update.initiative.refresh_from_db(fields=["status"])
        moved = {gettext("status"): update.initiative.get_status_display()}
        if update.milestone_met:
            update.milestone.refresh_from_db(fields=["done_on"])
            moved[update.milestone.title] = written(update.milestone.done_on)
        return moved

    def do(self, update, by, form):
        update.publish(by, form.cleaned_data["readers"])


class Withdraw(Act):
    title = _("Withdraw initiatives")
    form_class = reason_form(Initiative, "withdrawal_reason")

    def shown(self, initiative):
        gone = gettext("Withdrawn: %(reason)s") % {"reason": initiative.withdrawal_reason}
        return {gettext("readers"): gone if initiative.withdrawn_at else initiative.get_visibility_display()}

    def do(self, initiative, by, form):
        initiative.withdraw(form.reason)


class Cancel(Act):
    title = _("Cancel milestones")
    form_class = reason_form(Milestone, "cancellation_reason")

    def shown(self, milestone):
        gone = gettext("Cancelled: %(reason)s") % {"reason": milestone.cancellation_reason}
        return {gettext("state"): gone if milestone.cancelled_at else written(milestone.due_on)}

    def do(self, milestone, by, form):
        milestone.cancel(form.reason)
