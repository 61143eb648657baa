from django import forms
from django.utils.translation import gettext_lazy as _

from opportunities.admin.fields import DAY, asked_as
from opportunities.choices import Outlook
from opportunities.models import Milestone, ProgressUpdate
from opportunities.models.text import preferred


class DayForm(forms.Form):
    """One day for all that is logged: a meeting's, say."""

    as_of = forms.DateField(label=_("Reports speak of"), widget=DAY)

    def clean(self):
        ProgressUpdate(as_of=self.cleaned_data.get("as_of")).clean()


class LogForm(forms.Form):
    """One row of the desk. The text is written into the column of the reader's language."""

    outlook = forms.ChoiceField(
        label=_("outlook"), choices=Outlook.choices[::-1], required=False, widget=forms.RadioSelect
    )
    met = forms.ModelChoiceField(
        Milestone.objects.none(),
        to_field_name="uid",
        required=False,
        error_messages={
            "invalid_choice": _("This milestone is no longer open: take the tick away, or look at it first.")
        },
    )

    def __init__(self, initiative, data=None, typed=None, milestones=None):
        initial = typed or {"outlook": initiative.outlook}
        super().__init__(data, initial=initial, prefix=str(initiative.pk), use_required_attribute=False)
        self.initiative, self.is_kept = initiative, bool(typed)
        self.column = f"body_{preferred()[0]}"
        self.fields["body"] = asked_as(
            ProgressUpdate,
            self.column,
            required=True,
            label=_("What happened? One sentence."),
            error_messages={"required": _("Say in one sentence what happened.")},
            widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("What happened? One sentence.")}),
        )
        if milestones is not None:
            self.fields["met"].queryset = milestones

    def save(self, by, as_of):
        """A draft; the one that is there already, where the button was pressed twice."""
        self.initiative.stored("pk")  # Locks it, so that the second waits and sees the first.
        met = self.cleaned_data["met"]
        said = {
            "initiative": self.initiative,
            "author": by,
            "as_of": as_of,
            "outlook": self.cleaned_data["outlook"],
            "milestone": met,
            "milestone_met": bool(met),
            self.column: self.cleaned_data["body"],
        }
        return ProgressUpdate.objects.drafts().filter(**said).first() or ProgressUpdate.objects.create(**said)
