"""Words and days as the reader's language writes them."""

from django import template
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opportunities.health import days_late

register = template.Library()

LONG = {"en": "j F Y", "fr": "j F Y", "ko": "Y. n. j."}
SHORT = {"en": "j M Y", "fr": "j N Y", "ko": "Y. n. j."}


@register.filter
def spoken(wording):
    """A text of a record; one that stands in another language says so, to ear and eye."""
    language = getattr(wording, "language", None)
    if not wording or language in (None, get_language()):
        return wording
    only = {"en": _("English only"), "fr": _("French only"), "ko": _("Korean only")}[language]
    return format_html(
        '<span lang="{}">{}</span> <small class="note">({})</small>', language, str(wording), only
    )


@register.filter
def day(date):
    """24 November 2026, 24 novembre 2026, 2026. 11. 24.: never 24/11/2026, which two countries read apart."""
    return written(date, LONG[get_language()]) if date else ""


@register.filter
def short_day(date):
    return written(date, SHORT[get_language()]) if date else ""


@register.filter
def clock(moment):
    """Hour and minute where the moment was taken: the date filter would turn it to the server's zone."""
    return f"{moment:%H:%M}"


@register.filter
def days_from(date, today):
    """Days ahead; negative once past."""
    return (date - today).days


@register.filter
def days_past(date, today):
    return days_late(date, today)


@register.filter
def of(mapping, key):
    """The entry of a mapping, or nothing."""
    return mapping.get(key, "") if mapping else ""
