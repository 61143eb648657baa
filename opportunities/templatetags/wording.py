"""Words and days as the reader's language writes them."""

from django import template
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from opportunities.choices import Health, MilestoneState, Owing
from opportunities.health import days_late

register = template.Library()

LONG = {"en": "j F Y", "fr": "j F Y", "ko": "Y. n. j."}
SHORTEST = {"en": "j M", "fr": "j N", "ko": "n. j."}
MONTH = {"en": "F Y", "fr": "F Y", "ko": "Y년 n월"}
SHORT_MONTH = {"en": "M", "fr": "N", "ko": "n월"}
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


@register.simple_tag
def colon():
    """Between a name and what is said of it; in French, a space stands before it too."""
    return pgettext("between a name and what is said of it", ": ")


@register.filter
def day(date):
    """24 November 2026, 24 novembre 2026, 2026. 11. 24.: never 24/11/2026, which two countries read apart."""
    return in_words(date, LONG)


@register.filter
def short_day(date):
    return in_words(date, SHORT)


@register.filter
def day_of_year(date):
    """Where an axis gives the year."""
    return in_words(date, SHORTEST)


@register.filter
def month(date):
    return written(date, MONTH[get_language()])


@register.filter
def short_month(date):
    return written(date, SHORT_MONTH[get_language()])


@register.filter
def quarter(date):
    return _("Q%(n)d") % {"n": (date.month + 2) // 3}


@register.filter
def quarter_and_year(date):
    return _("Q%(n)d %(year)d") % {"n": (date.month + 2) // 3, "year": date.year}


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
def owing_word(owing):
    return Owing(owing).label


@register.filter
def of(mapping, key):
    """The entry of a mapping, or nothing."""
    return mapping.get(key, "") if mapping else ""
