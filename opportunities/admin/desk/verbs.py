"""What the buttons of the desk do: each a verb of the model, and what is said about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.admin.desk.forms import LogForm
from opportunities.choices import Visibility
from opportunities.models import Milestone, ProgressUpdate

VERBS = ("log", "publish", "undo")
READ_BY = {
    Visibility.PUBLIC: gettext_lazy("everyone"),
    Visibility.PARTNERS: gettext_lazy("partners and staff"),
    Visibility.INTERNAL: gettext_lazy("staff only"),
}


class Verbs:
    """Mixin of the desk. Each verb gets the key that its button carries."""

    def log(self, key):
        """A draft; or the form, if it is not complete."""
        if not (initiative := self.on_the_desk(key)):
            return None
        if not self.may_report_on(initiative):
            raise PermissionDenied
        self.place = f"i-{key}"
        milestones = Milestone.objects.visible_at(self.desk.level).open().filter(initiative=initiative)
        form = LogForm(initiative, self.request.POST, milestones=milestones)
        if not form.is_valid():
            return form
        update = form.save(self.request.user, self.day.cleaned_data["as_of"])
        self.reports.log_addition(self.request, update, [{"added": {}}])
        self.words.log(update)
        return None

    def publish(self, key):
        update = self.written_here(key)
        if update and self.reports.publish_or_say_why(self.request, update):
            text = _("Published. Readers: %(readers)s.") % {"readers": READ_BY[update.visibility]}
            messages.success(self.request, text)
            self.words.log(update)

    def undo(self, key):
        update = self.written_here(key)
        try:
            # Without a savepoint, a refusal would spoil the whole request.
            with transaction.atomic():
                correction = update and update.undo(self.request.user)
        except (ValidationError, PermissionDenied) as refusal:
            for why in getattr(refusal, "messages", [str(refusal)]):
                messages.error(self.request, why)
            return
        if correction:
            self.reports.log_addition(self.request, correction, [{"added": {}}])
            text = _("Taken back: a correction is published, and what was recorded before stands again.")
            messages.success(self.request, text)
        if update:
            self.words.take_back(update)

    def on_the_desk(self, key):
        """The initiative; if it is gone from the desk meanwhile, that is said with the words."""
        found = next((each for each in self.desk.initiatives if str(each.pk) == key), None)
        if not found:
            lost = self.words.typed.pop(key, {}).get("body", "")
            text = _(
                "This initiative is no longer on your desk. Nothing was logged. You had written: %(words)s"
            )
            messages.error(self.request, text % {"words": lost})
        return found

    def written_here(self, key):
        """The update; if somebody deleted it meanwhile, that is said."""
        seen = ProgressUpdate.objects.visible_at(self.desk.level).select_related("initiative", "milestone")
        found = seen.filter(pk=key if key.isdecimal() else None).first()
        if found:
            self.place = f"i-{found.initiative_id}"
        else:
            messages.warning(self.request, _("This report is no longer there."))
        return found
