"""The frame of a page: the same page in the other languages."""

import re

from django import template
from django.urls import reverse, translate_url
from django.utils.translation import get_language

from opportunities.choices import LANGUAGES

register = template.Library()

UNDER_LANGUAGE = re.compile(f"^/({'|'.join(LANGUAGES)})/")


@register.simple_tag(takes_context=True)
def language_links(context):
    """[{code, name, url, current}]: this page with this query, in each language, named in its own words."""
    address = context["request"].get_full_path()
    return [
        {"code": code, "name": name, "url": in_language(address, code), "current": code == get_language()}
        for code, name in LANGUAGES.items()
    ]


def in_language(address, code):
    """Also where nothing is at the address: the page that says so speaks three languages."""
    return UNDER_LANGUAGE.sub(f"/{code}/", translate_url(address, code))


@register.inclusion_tag("includes/page_link.html", takes_context=True)
def page_link(context, page, label):
    """An entry of the navigation; a page of errors is nowhere in it."""
    current = context.get("nav_current") == page
    return {"url": reverse(f"dashboards:{page}"), "label": label, "current": current}
