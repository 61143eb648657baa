"""Words of the staff's desk."""

from django import template
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Visibility
from opportunities.representations import SHAPES

register = template.Library()

PUBLISH_TO = {
    Visibility.PUBLIC: _("Publish to everyone"),
    Visibility.PARTNERS: _("Publish to partners and staff"),
    Visibility.INTERNAL: _("Publish to staff only"),
}


@register.filter
def publish_to(level):
    """A button that names who will read it."""
    return PUBLISH_TO[level]


@register.filter
def kind_word(kind):
    return SHAPES[kind].model._meta.verbose_name
