"""What a person on the staff is reminded of by mail: their desk in a few lines, in their language."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import cached_property

from opportunities.insights.desk import Desk
from opportunities.models import Preferences

SOON_DAYS = 7


class Reminder:
    """``base_url`` is where the site stands, such as ``https://tracker.example.org``."""

    def __init__(self, user, today, base_url):
        self.user, self.today, self.base_url = user, today, base_url
        self.desk = Desk(user, today)

    @property
    def until(self):
        return self.today + timedelta(SOON_DAYS)

    @property
    def due(self):
        return [milestone for milestone in self.desk.due if milestone.due_on <= self.until]

    @property
    def decisions(self):
        return [decision for decision in self.desk.decisions if decision.needed_by <= self.until]

    @cached_property
    def is_needed(self):
        desk = self.desk
        return any((desk.late, desk.silent, self.due, self.decisions, desk.drafts, desk.sent))

    @property
    def subject(self):
        return self.said("admin/desk/reminder_subject.txt").strip()

    @property
    def text(self):
        return self.said("admin/desk/reminder.txt")

    @cached_property
    def language(self):
        return Preferences.objects.of(self.user).language

    def said(self, template):
        with translation.override(self.language):
            return render_to_string(template, {"reminder": self, "desk": self.desk, "today": self.today})
