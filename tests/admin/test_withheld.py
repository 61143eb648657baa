"""What a partner's person is not shown, and cannot ask by, kind by kind; and where a record may be put."""

from types import SimpleNamespace

import pytest
from django.contrib import admin

from opportunities import models
from opportunities.admin.base import name_of
from opportunities.admin.facets import HealthFilter
from opportunities.admin.fields import asked_as, choices_of, in_three, without
from opportunities.admin.readers import citations, readable, unaskable, withheld
from opportunities.admin.rights import (
    belongs_through,
    is_put_somewhere,
    is_theirs,
    keeping_to_theirs,
    may_propose,
)
from opportunities.models import Initiative, Milestone, Participation, ProgressUpdate, Strength
from tests import make
from tests.admin.pages import asking, page, told

ALWAYS = {"id", "uid", "created_at", "updated_at", "visibility"}


def columns_withheld(model):
    """Those of the record's own columns, but for what no record ever tells."""
    own = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    return withheld(model) & own - ALWAYS


@pytest.mark.parametrize(
    ("model", "hidden"),
    [
        (models.Country, set()),
        (models.Organisation, set()),
        (models.CooperationArea, {"refs_given"}),
        (models.Initiative,
         {"officer", "first_public_at", "withdrawn_at", "withdrawn_from",
          *(f"withdrawal_reason_{language}" for language in ("en", "fr", "ko"))}),
        (models.Participation, {"named_at"}),
        (models.Milestone, {"completion_recorded_at"}),
        (models.ProgressUpdate, {"author"}),
        (models.MilestoneRevision, set()),
        (models.Decision, set()),
        (models.Evidence, {"published_at"}),
        (models.Source, {"text"}),
        (models.Takeaway, set()),
    ],
)  # fmt: skip
def test_only_what_stays_in_the_house_is_withheld(model, hidden):
    assert columns_withheld(model) == hidden
    assert withheld(model) >= {"visibility", "created_at", "updated_at"}


@pytest.mark.parametrize(
    ("model", "more"),
    [
        (models.Participation, {"organisation"}),
        (models.Milestone, {"responsible"}),
        (models.ProgressUpdate, {"supersedes"}),
        (models.Framework, {"parent"}),
        (models.Country, set()),
    ],
)
def test_what_is_cited_is_shown_and_not_to_be_asked_by(model, more):
    assert unaskable(model) - withheld(model) == more


def test_names_go_by_what_they_begin_with():
    assert without({"officer"}, ["officer", "officer__username", "ref", "officers"]) == ["ref", "officers"]
    assert in_three("title") == ("title_en", "title_fr", "title_ko")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("area", "area"),
        (("officer", admin.RelatedOnlyFieldListFilter), "officer"),
        (HealthFilter, "health"),
    ],
)
def test_a_filter_has_a_name(given, name):
    assert name_of(given) == name


def test_of_what_a_record_cites_a_reader_gets_what_they_may_see(sora, alice):
    hidden, shown = make.organisation("quiet", make.INTERNAL), make.organisation()
    chips = make.initiative()
    for each in (hidden, shown):
        make.participation(chips, organisation=each)
    found = {
        user: [part.organisation for part in readable(Participation.objects.order_by("pk"), user)]
        for user in (sora, alice)
    }
    assert (found[sora], found[alice]) == ([hidden, shown], [None, shown])
    assert [prefetch.prefetch_through for prefetch in citations(Participation, alice)] == ["organisation"]


def test_a_record_that_cites_its_own_kind_is_followed_one_step(alice):
    assert [each.prefetch_through for each in citations(ProgressUpdate, alice)] == ["supersedes"]
    assert [*citations(Strength, alice)] == []


def test_a_side_is_chosen_among_the_sides_and_a_country_among_all(sora):
    for code in ("JP", "KR", "CA"):
        make.country(code)
    sides = choices_of(models.Decision._meta.get_field("side"), sora)["queryset"]
    countries = choices_of(Participation._meta.get_field("country"), sora)["queryset"]
    assert [each.code for each in sides] == ["CA", "KR"]
    assert [each.code for each in countries] == ["CA", "JP", "KR"]
    assert choices_of(Initiative._meta.get_field("officer"), sora) == {}


def test_a_field_that_is_asked_refuses_what_its_column_would():
    field = asked_as(Milestone, "title_en", required=True, label="Title")
    assert (field.label, field.required, field.max_length) == ("Title", True, 200)
    with pytest.raises(Exception, match="Remove the control character at position 2"):
        field.clean("a\x08b")


@pytest.mark.parametrize(
    ("model", "name", "belongs"),
    [
        (Initiative, "area", True),
        (Initiative, "officer", False),
        (Milestone, "initiative", True),
        (Milestone, "responsible", False),
        (models.Evidence, "update", True),
        (models.Evidence, "source", False),
        (models.MilestoneRevision, "milestone", True),
        (models.Organisation, "country", False),
    ],
)
def test_a_record_comes_into_an_area_by_what_it_belongs_to(model, name, belongs):
    assert belongs_through(model, name) == belongs


@pytest.mark.parametrize(("url", "name", "put"), [("autocomplete", "initiative", True),
                                                  ("autocomplete", "responsible", False),
                                                  ("list", "initiative", False)])  # fmt: skip
def test_only_a_choice_of_where_it_belongs_puts_a_record(rf, url, name, put):
    asked = {"app_label": "opportunities", "model_name": "milestone", "field_name": name}
    request = rf.get("/", asked)
    request.resolver_match = SimpleNamespace(url_name=url)
    assert is_put_somewhere(request) == put


@pytest.fixture
def lead(sora, db):
    """Sora, who leads chips and nothing else."""
    sora.user_permissions.remove(*sora.user_permissions.filter(codename="change_every_area"))
    make.membership(sora, make.organisation("secretariat"), make.area())
    return type(sora).objects.get(pk=sora.pk)


def test_whether_a_record_is_theirs_is_asked_once_a_request(lead, django_assert_num_queries):
    chips, grids = make.initiative(), make.initiative("Grids", area=make.area("energy", "ENE"))
    request = asking(lead)
    assert [is_theirs(request, each) for each in (chips, grids)] == [True, False]
    with django_assert_num_queries(0):
        assert [is_theirs(request, each) for each in (chips, grids)] == [True, False]


def test_an_act_is_given_what_is_theirs_and_the_rest_is_counted(lead):
    mine = make.initiative()
    for number in range(2):
        make.initiative(f"Grid {number}", area=make.area("energy", "ENE"))
    request, given = asking(lead), []
    act = keeping_to_theirs(lambda page, request, chosen: given.append(list(chosen)) or "done")
    assert act(page(Initiative), request, Initiative.objects.all()) == "done"
    assert act(page(Initiative), request, Initiative.objects.filter(pk=mine.pk)) == "done"
    assert given == [[mine], [mine]]
    assert told(request) == [
        "2 records are of areas that you do not lead, and are left as they are.",
    ]


def test_an_act_that_only_looks_is_given_all():
    def look(page, request, chosen):
        return chosen

    look.allowed_permissions = ["view"]
    assert keeping_to_theirs(look) is look
    look.allowed_permissions = ["view", "change"]
    assert keeping_to_theirs(look) is not look


def test_only_somebody_who_speaks_for_an_organisation_proposes(guest, sora, django_user_model):
    alice = django_user_model.objects.get(username="alice")
    make.membership(sora, make.organisation("secretariat"))
    assert [may_propose(user) for user in (alice, sora)] == [True, False]
    alice.memberships.all().delete()
    assert not may_propose(alice)
