"""Words and days as the reader's language writes them."""

from django import template
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opportunities.choices import Health, MilestoneState
from opportunities.health import days_late

register = template.Library()

LONG = {"en": "j F Y", "fr": "j F Y", "ko": "Y. n. j."}
SHORT = {"en": "j M Y", "fr": "j N Y", "ko": "Y. n. j."}


@register.filter
def spoken(wording):
    """A text of a record; one that stands in another language says so, to ear and eye."""
    if not is_foreign(wording):
        return wording
    only = {"en": _("English only"), "fr": _("French only"), "ko": _("Korean only")}[wording.language]
    return format_html('{} <small class="note">({})</small>', tagged(wording), only)


@register.filter
def tagged(wording):
    """To the ear alone, where there is no room for more."""
    return (
        format_html('<span lang="{}">{}</span>', wording.language, str(wording))
        if is_foreign(wording)
        else wording
    )


def is_foreign(wording):
    return bool(wording) and getattr(wording, "language", None) not in (None, get_language())


@register.filter
def day(date):
    """24 November 2026, 24 novembre 2026, 2026. 11. 24.: never 24/11/2026, which two countries read apart."""
    return in_words(date, LONG)


@register.filter
def short_day(date):
    return in_words(date, SHORT)


def in_words(date, formats):
    if not date:
        return ""
    text = written(date, formats[get_language()])
    # French counts the first day and numbers the others.
    return f"1er{text[1:]}" if get_language() == "fr" and date.day == 1 else text


@register.filter
def clock(moment):
    """Hour and minute where the moment was taken: the date filter would turn it to the server's zone."""
    return f"{moment:%H:%M}"


@register.filter
def days_from(date, today):
    """Days ahead; negative once past."""
    return (date - today).days


register.filter("days_past", days_late)


@register.filter
def health_word(health):
    return Health(health).label


@register.filter
def milestone_word(state):
    return MilestoneState(state).label


@register.filter
def of(mapping, key):
    """The entry of a mapping, or nothing."""
    return mapping.get(key, "") if mapping else ""
