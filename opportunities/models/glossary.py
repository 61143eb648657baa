"""Words that staff agreed on. Never leave the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opportunities.models.text import Line, Prose, Translated, written


class Term(models.Model):
    """What the code lists and the names of records do not say already."""

    term = Translated(Line, _("term"))
    note = Prose(_("note"), blank=True, help_text=_("When to use it, and what not to confuse it with."))

    class Meta:
        ordering = ["term_en", "term_fr", "term_ko"]
        verbose_name = _("term")
        verbose_name_plural = _("glossary and translations")
        constraints = [written("term", "term_written")]

    def __str__(self):
        return self.term
