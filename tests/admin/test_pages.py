"""Every record has its pages, and no page asks the database more often for more rows."""

import pytest
from django.contrib import admin

from opportunities import models
from opportunities.models.base import unit_of_work
from opportunities.representations import SHAPES
from tests import make
from tests.admin import rows
from tests.admin.browser import address, page_of

# Most of them count the rows of each filter, which is one question a filter.
QUERIES_OF_LISTS = {
    models.CooperationArea: 7,
    models.Country: 8,
    models.Decision: 16,
    models.Dialogue: 20,
    models.Evidence: 9,
    models.Framework: 15,
    models.Initiative: 31,
    models.Milestone: 25,
    models.MilestoneRevision: 23,
    models.Organisation: 14,
    models.Participation: 28,
    models.ProgressUpdate: 30,
    models.Source: 11,
    models.Strength: 18,
    models.Takeaway: 14,
}


def more(new, count, *of):
    with unit_of_work():
        return [new(*of) for _ in range(count)]


def test_every_record_has_its_pages():
    registered = {model for model in admin.site._registry if model._meta.app_label == "opportunities"}
    assert registered == {shape.model for shape in SHAPES.values()} | {
        *(models.Membership, models.Change, models.Proposal, models.Term, models.Token)
    }


@pytest.mark.parametrize(("model", "queries"), QUERIES_OF_LISTS.items())
def test_a_list_asks_as_often_for_four_rows_as_for_two(staff, django_assert_num_queries, model, queries):
    # Two, because a filter that offers one choice is not shown, and asks nothing.
    more(rows.NEW[model], 2)
    staff.get(address(model))
    with django_assert_num_queries(queries):
        staff.get(address(model))
    more(rows.NEW[model], 2)
    with django_assert_num_queries(queries):
        listed = staff.get(address(model)).context["cl"].result_list
    assert len(listed) == model.objects.count() > 3


@pytest.mark.parametrize("model", rows.NEW)
def test_the_forms_open(staff, model):
    [record] = more(rows.NEW[model], 1)
    assert str(record) in staff.get(page_of(record)).text
    opened = staff.get(address(model, "add")).status_code
    assert opened == (403 if model is models.MilestoneRevision else 200)


@pytest.mark.parametrize(
    ("whole", "parts", "queries"),
    [
        (rows.initiative, rows.parts_of, 34),
        (rows.milestone, rows.revision, 15),
        (rows.draft, lambda of: rows.evidence(update=of), 14),
    ],
)
def test_a_page_asks_as_often_for_three_parts_as_for_one(
    staff, django_assert_num_queries, whole, parts, queries
):
    [record] = more(whole, 1)
    more(parts, 1, record)
    staff.get(page_of(record))
    with django_assert_num_queries(queries):
        staff.get(page_of(record))
    more(parts, 2, record)
    with django_assert_num_queries(queries):
        staff.get(page_of(record))


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_search_finds_a_text_in_each_language(staff, language):
    make.initiative("Other")
    words = make.initiative("Chips")
    setattr(words, f"title_{language}", "반도체 협력")
    words.save()
    decomposed = "\u1107\u1161\u11ab\u1103\u1169\u110e\u1166"
    found = staff.get(address(models.Initiative), {"q": decomposed}).context["cl"].result_list
    assert list(found) == [words]


def test_dates_are_the_browsers_own(staff):
    page = staff.get(page_of(make.milestone(make.initiative()))).text
    assert '<input type="date" name="due_on" value="2026-03-02"' in page
    assert "DateTimeShortcuts" not in page
