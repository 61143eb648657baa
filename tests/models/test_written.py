"""What a record is called must be written in one language at least, whichever that is."""

import pytest
from django.db import IntegrityError, transaction

from opportunities import models
from tests import make
from tests.models.conftest import said

UNWRITTEN = "Write the text in at least one language."

RECORDS = {
    "country": (lambda: models.Country(code="FR"), "name"),
    "area": (lambda: models.CooperationArea(slug="chips", code="CHP"), "name"),
    "organisation": (lambda: models.Organisation(slug="institute"), "name"),
    "source": (lambda: models.Source(kind="page"), "label"),
    "dialogue": (lambda: models.Dialogue(track="1.5"), "title"),
    "takeaway": (lambda: models.Takeaway(dialogue=make.dialogue(), code="T1", kind="theme"), "title"),
    "strength": (lambda: models.Strength(country=make.country(), source=make.source()), "summary"),
    "framework": (lambda: models.Framework(kind="forum"), "name"),
    "initiative": (lambda: models.Initiative(area=make.area()), "title"),
    "update": (lambda: models.ProgressUpdate(initiative=make.initiative(), as_of=make.DAY), "body"),
    "decision": (lambda: models.Decision(initiative=make.initiative()), "question"),
    "term": (lambda: models.Term(), "term"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", RECORDS)
def test_without_a_word_it_is_refused_in_the_form_and_in_the_database(kind):
    blank, _name = RECORDS[kind]
    record = blank()
    assert said(record) == [UNWRITTEN]
    with pytest.raises(IntegrityError, match="_written"), transaction.atomic():
        record.save()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ko"])
@pytest.mark.parametrize("kind", RECORDS)
def test_any_one_language_is_enough(kind, language):
    blank, name = RECORDS[kind]
    record = blank()
    setattr(record, name, {language: "칩"})
    assert said(record) == []
    record.save()
    assert str(getattr(type(record).objects.get(pk=record.pk), name)) == "칩"


@pytest.mark.django_db
def test_the_words_that_are_not_the_name_may_be_missing_in_all():
    takeaway = make.takeaway(make.dialogue(), summary_en="")
    assert said(takeaway) == []
    assert takeaway.summary == ""
