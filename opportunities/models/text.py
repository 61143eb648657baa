"""Text as the tracker keeps it: composed (NFC), free of control characters, in three languages."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opportunities.choices import LANGUAGES

# One of them in a title makes every Atom feed invalid XML; a lone surrogate makes every list a 500.
# Line feed, carriage return and tab are text.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def refuse_control_characters(text):
    if found := CONTROL.search(text or ""):
        message = _("Remove the control character at position %(place)d: it cannot be shown or exported.")
        raise ValidationError(message, code="control", params={"place": found.start() + 1})


class Composed:
    """Mixin of text fields. Korean typed on one system and searched on another must be the same text."""

    default_validators = [refuse_control_characters]

    def to_python(self, value):
        return compose(super().to_python(value))

    def get_prep_value(self, value):
        return compose(super().get_prep_value(value))

    def get_db_prep_save(self, value, connection):
        # Forms ask the validator; code, bulk writes and fixtures come past here.
        if isinstance(value, str):
            refuse_control_characters(value)
        return super().get_db_prep_save(value, connection)


def compose(value):
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


class Line(Composed, models.CharField):
    """One line of text."""

    def __init__(self, *args, max_length=200, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)


class Prose(Composed, models.TextField):
    """Paragraphs of text."""


class Wording(str):
    """A text with the language it stands in, which need not be the one asked for."""

    __slots__ = ("language",)

    def __new__(cls, text, language):
        wording = super().__new__(cls, text)
        wording.language = language
        return wording


class Translated:
    """One text in three columns: ``title = Translated(Line, _("title"))`` makes ``title_en, _fr, _ko``.

    Reading ``record.title`` gives the text of the active language, else the first that is written.
    """

    def __init__(self, kind, label, **options):
        self.kind, self.label, self.options = kind, label, options

    def contribute_to_class(self, model, name):
        self.name = name
        for language, own_name in LANGUAGES.items():
            label = format_lazy("{label} ({language})", label=self.label, language=own_name)
            # Any language may come first, so no single column can be required: see written().
            field = self.kind(label, blank=True, default="", **self.options)
            field.contribute_to_class(model, f"{name}_{language}")
        setattr(model, name, self)

    def __get__(self, record, owner=None):
        if record is None:
            return self
        for language in preferred():
            if text := getattr(record, f"{self.name}_{language}"):
                return Wording(text, language)
        return Wording("", "en")

    def __set__(self, record, words):
        """One text for the active language, or ``{"en": ..., "ko": ...}``."""
        texts = words if isinstance(words, dict) else {preferred()[0]: words}
        for language, text in texts.items():
            setattr(record, f"{self.name}_{language}", text)


def columns(name):
    return [f"{name}_{language}" for language in LANGUAGES]


def preferred():
    """Languages to try, the reader's first."""
    active = (get_language() or "en")[:2]
    return sorted(LANGUAGES, key=lambda language: language != active)


def written(name, constraint):
    """A constraint: the text stands in at least one language."""
    unwritten = models.Q(**dict.fromkeys(columns(name), ""))
    return models.CheckConstraint(
        condition=~unwritten,
        name=constraint,
        violation_error_message=_("Write the text in at least one language."),
    )
