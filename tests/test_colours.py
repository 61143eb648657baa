"""Colours that can be told from their ground, in light and dark."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders


def colours(file):
    """{name: (in light, in dark)}"""
    styles = Path(finders.find(f"opportunities/css/{file}")).read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", styles)
    return {name: (light, dark) for name, light, dark in found}


COLOURS = colours("foundation.css")
TAGS = [name.removesuffix("-ground") for name in COLOURS if name.endswith("-ground")]
MARKS = [name for name in COLOURS if name.startswith(("mark-", "area-"))]
TEXTS = ["ink", "ink-soft", "link", "link-hover", "brand"]


def brightness(colour):
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrasts(colour, ground):
    """In light and in dark, as WCAG 2.2 counts it."""
    for pair in zip(COLOURS[colour], COLOURS[ground], strict=True):
        darker, lighter = sorted(map(brightness, pair))
        yield (lighter + 0.05) / (darker + 0.05)


def test_the_colours_of_every_state_are_found():
    assert len(TAGS) == 7
    assert len(MARKS) == 12


@pytest.mark.parametrize("tag", TAGS)
def test_the_word_of_a_tag_is_read_on_its_tint(tag):
    assert min(contrasts(tag, f"{tag}-ground")) >= 7


@pytest.mark.parametrize("tag", TAGS)
def test_the_shape_of_a_tag_is_seen_on_its_tint(tag):
    assert min(contrasts(f"mark-{tag}", f"{tag}-ground")) >= 3


@pytest.mark.parametrize("mark", [*MARKS, "control", "focus"])
def test_a_mark_is_seen_on_the_page(mark):
    assert min(contrasts(mark, "paper")) >= 3


@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize("words", TEXTS)
def test_words_are_read_on_the_page(words, ground):
    assert min(contrasts(words, ground)) >= 4.5


def test_the_tags_of_the_staffs_site_have_the_colours_of_the_pages():
    tags = {name: pair for name, pair in colours("admin.css").items() if name.removesuffix("-ground") in TAGS}
    assert len(tags) == 12
    assert tags == {name: COLOURS[name] for name in tags}
