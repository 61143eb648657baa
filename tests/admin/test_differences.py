"""What a change says, field by field: labels, choices, days, names, and a rewritten text word by word."""

from datetime import date

import pytest
from django.utils.translation import override

from opportunities.admin import differences
from opportunities.admin.differences import Names, in_words, rows, word_by_word
from opportunities.models import Change, CooperationArea, Country, Initiative, Milestone, Participation
from tests import make


def told(change, level=make.INTERNAL):
    """[(label, old, new)]"""
    return [(str(row.label), row.old, row.new) for row in rows(change, Names([change], level))]


def latest(record):
    return Change.objects.filter(uid=record.uid).first()


def column(model, name):
    return model._meta.get_field(name)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("One two", "One two", [("same", "One two")]),
        ("One two", "One three", [("same", "One "), ("del", "two"), ("ins", "three")]),
        ("One", "One two", [("same", "One"), ("ins", " two")]),
        ("One two", "two", [("del", "One "), ("same", "two")]),
        ("One two", "One\ntwo", [("same", "One"), ("del", " "), ("ins", "\n"), ("same", "two")]),
        ("한국 반도체", "한국 인재", [("same", "한국 "), ("del", "반도체"), ("ins", "인재")]),
        ("One.", "One", [("del", "One."), ("ins", "One")]),
    ],
)
def test_a_text_is_compared_by_whole_words_and_the_space_between(old, new, words):
    assert word_by_word(old, new) == words


def test_beyond_so_many_words_nothing_is_compared(monkeypatch):
    monkeypatch.setattr(differences, "LONGEST", 6)
    assert word_by_word("a b", "a c") == [("same", "a "), ("del", "b"), ("ins", "c")]
    assert word_by_word("a b ", "a c") == []


@pytest.mark.parametrize(
    ("of", "value", "words"),
    [
        ((Initiative, "status"), "under_way", "Under way"),
        ((Initiative, "status"), "vanished", "vanished"),
        ((Initiative, "report_every_days"), 30, "Every 30 days"),
        ((Initiative, "review_on"), "2026-03-02", "March 2, 2026"),
        ((Initiative, "review_on"), None, ""),
        ((Initiative, "ref"), "", ""),
        ((Initiative, "ref"), "CHP-1", "CHP-1"),
        ((Participation, "is_lead"), True, "Yes"),
        ((Participation, "is_lead"), False, "No"),
        ((Participation, "ended_at"), "2026-03-01T15:30:00Z", "March 2, 2026, 12:30 a.m. in Seoul"),
    ],
)
def test_a_value_is_told_as_people_write_it(of, value, words):
    assert in_words(column(*of), value, None) == words


@pytest.mark.parametrize(
    ("language", "day", "status", "lead"),
    [("fr", "2 mars 2026", "En cours", "Oui"), ("ko", "2026년 3월 2일", "이행 중", "예")],
)
def test_it_is_told_in_the_language_of_the_reader(language, day, status, lead):
    with override(language):
        assert in_words(column(Initiative, "review_on"), "2026-03-02", None) == day
        assert in_words(column(Initiative, "status"), "under_way", None) == status
        assert in_words(column(Participation, "is_lead"), True, None) == lead


def test_a_code_is_told_as_the_name_of_what_it_stands_for(db):
    make.country("KR")
    make.area("chips")
    names = Names([], make.INTERNAL)
    assert in_words(column(Participation, "country"), "KR", names) == "Korea"
    assert in_words(column(Participation, "country"), "XX", names) == "XX"
    assert in_words(column(Initiative, "area"), "chips", names) == "Chips"
    assert {*names.codes} == {Country, CooperationArea}


def test_fields_come_in_the_order_of_their_names(db):
    chips = make.initiative()
    chips.write(
        title_en="Grids", planned_end_on=date(2026, 9, 1), report_every_days=30, area=make.area("ip", "IPD")
    )
    assert told(latest(chips)) == [
        ("area", "Chips", "Ip"),
        ("planned end", "", "Sept. 1, 2026"),
        ("reports expected", "Every 90 days", "Every 30 days"),
        ("title (English)", "Chips", "Grids"),
    ]


def test_their_order_is_not_that_in_which_they_were_kept(db):
    kept = {"title": [{"en": "A"}, {"en": "B"}], "status": ["raised", "scoped"], "ref": [None, "CHP-1"]}
    change = Change(kind="initiative", uid=make.initiative().uid, diff=kept)
    assert [label for label, _old, _new in told(change)] == ["ref", "status", "title (English)"]


def test_each_language_of_a_text_is_a_field_of_its_own(db):
    chips = make.initiative(summary_en="Old", summary_fr="Vieux")
    chips.write(summary_en="New", summary_ko="새로운")
    change = latest(chips)
    found = [(r.language, r.old, r.new, r.words) for r in rows(change, Names([change], make.INTERNAL))]
    assert found == [
        ("en", "Old", "New", [("del", "Old"), ("ins", "New")]),
        ("ko", "", "새로운", []),
    ]


def test_a_reason_stands_beside_what_it_explains_and_not_among_the_fields(db):
    milestone = make.milestone(make.initiative())
    milestone.cancel("Merged")
    assert [label for label, _old, _new in told(latest(milestone))] == ["cancelled at"]


def test_what_is_worked_out_is_not_told_but_for_the_outlook(db):
    chips = make.initiative()
    make.update(chips, outlook="at_risk")
    change = latest(chips)
    assert {"outlook", "last_report_on"} <= change.diff.keys()
    assert told(change) == [("outlook", "", "At risk")]


def test_one_record_or_many_are_told_by_their_names(db):
    chips, frameworks = make.initiative(), [make.framework(name) for name in ("Plan", "Forum")]
    chips.frameworks.set(frameworks)
    [(label, old, new)] = told(latest(chips))
    assert (label, old, {*new.split(", ")}) == ("frameworks", "", {"Plan", "Forum"})
    part = make.participation(chips)
    sign = make.milestone(chips, responsible=part)
    sign.responsible = None
    sign.save()
    assert told(latest(sign)) == [("responsible", "Canada: not named", "")]


def test_a_record_that_is_gone_or_hidden_is_not_named(db):
    chips, plan = make.initiative(), make.framework("Plan", make.PARTNERS)
    chips.frameworks.set([plan])
    change = latest(chips)
    assert told(change, make.PARTNERS) == [("frameworks", "", "Plan")]
    assert told(change, make.PUBLIC) == [("frameworks", "", "deleted since")]
    plan.delete()
    assert told(change, make.PARTNERS) == [("frameworks", "", "deleted since")]


def test_names_are_read_once_a_kind_however_many_there_are(db, django_assert_num_queries):
    chips = make.initiative()
    for number in range(3):
        make.milestone(chips, title_en=f"No. {number}", responsible=make.participation(chips))
    changes = list(Change.objects.filter(kind="milestone"))
    # Milestones, initiatives and parts; countries and areas.
    with django_assert_num_queries(5):
        names = Names(changes, make.INTERNAL)
        sides = [names.of("participation", each.diff["responsible"][1]) for each in changes]
    assert sides == ["Canada: not named"] * 3
    assert names.of("milestone", Milestone.objects.get(title_en="No. 1").uid) == "No. 1"
    assert names.of("organisation", chips.uid) == "deleted since"
