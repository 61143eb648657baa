"""The frame of a page: the same page in the other languages."""

from django import template
from django.urls import translate_url
from django.utils.translation import get_language

from opportunities.choices import LANGUAGES

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context):
    """[{code, name, url, current}]: this page with this query, in each language, named in its own words."""
    address = context["request"].get_full_path()
    return [
        {"code": code, "name": name, "url": translate_url(address, code), "current": code == get_language()}
        for code, name in LANGUAGES.items()
    ]
