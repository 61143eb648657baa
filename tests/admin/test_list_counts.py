"""Lists of what is no record, and narrowed ones, ask the database as often for three rows as for one."""

import pytest

from opportunities.choices import Status
from opportunities.models import Change, Evidence, Initiative, Milestone, ProgressUpdate, Proposal, Term
from opportunities.models.base import unit_of_work
from tests import make
from tests.admin.browser import address


def change(number):
    make.organisation(f"organisation-{number}")


def term(number):
    Term.objects.create(term_en=f"Term {number}")


def proposal(number):
    of = make.initiative(f"No. {number}")
    sender = make.organisation(f"sender-{number}")
    update = make.update(of, make.PARTNERS, published_at=None)
    proof = make.evidence(make.PARTNERS, update=update, published_at=None, source=make.source(f"S{number}"))
    for kind, record in (("update", update), ("evidence", proof)):
        Proposal.objects.create(organisation=sender, kind=kind, uid=record.uid)


def late(number):
    of = make.initiative(f"No. {number}", status=Status.UNDER_WAY)
    make.milestone(of)
    make.update(of, make.INTERNAL, published_at=None)


@pytest.mark.parametrize(
    ("model", "new", "query", "queries"),
    [
        (Change, change, "?kind=organisation", 10),
        (Term, term, "", 7),
        (Initiative, late, "?health=late", 27),
        (Milestone, late, "?state=late", 17),
        (ProgressUpdate, late, "?published=no", 23),
    ],
)
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    staff, django_assert_num_queries, model, new, query, queries
):
    with unit_of_work():
        new(0)
    staff.get(address(model) + query)
    with django_assert_num_queries(queries):
        staff.get(address(model) + query)
    with unit_of_work():
        new(1)
        new(2)
    with django_assert_num_queries(queries):
        staff.get(address(model) + query)


def test_what_partners_sent_is_named_at_once(staff, django_assert_num_queries):
    # Two senders, because a filter that offers one choice is not shown.
    with unit_of_work():
        proposal(0)
        proposal(1)
    staff.get(address(Proposal))
    with django_assert_num_queries(13):
        staff.get(address(Proposal))
    with unit_of_work():
        proposal(2)
        proposal(3)
    Evidence.objects.filter(source__label_en="S2").delete()
    with django_assert_num_queries(13):
        page = staff.get(address(Proposal)).text
    assert [page.count(name) for name in (">CHP-3 No. 2 (2026-03-02)</a>", ">S3</a>", "deleted since")] == [
        1,
        1,
        1,
    ]
