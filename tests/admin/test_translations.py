"""Whoever translates sees what waits, where to write it, and which words to use."""

import pytest

from opportunities.choices import Status
from opportunities.models import Change, Term
from tests import make
from tests.admin import rows
from tests.admin.browser import address, page_of, send

WAITING, GLOSSARY = address(Term) + "waiting/", address(Term) + "glossary/"
THREE = {"title_fr": "Puces", "title_ko": "반도체"}


@pytest.fixture
def areas_are_done(db):
    area = make.area()
    area.name_fr, area.name_ko = "Puces", "반도체"
    area.save()


@pytest.fixture
def chips(areas_are_done):
    return make.initiative(**THREE)


def waiting(client, **asked):
    """[(text, language, state)]"""
    page = client.get(WAITING, asked)
    return [(gap.text, gap.language, gap.state) for gap, _address in page.context["rows"]]


def change(record, **words):
    for name, text in words.items():
        setattr(record, name, text)
    record.save()


def test_what_is_written_in_all_three_waits_for_nobody(staff, chips):
    assert waiting(staff) == []


def test_a_language_that_is_missing_waits(staff, chips):
    change(chips, title_ko="", summary_ko="요약")
    assert waiting(staff) == [
        ("title", "ko", "missing"),
        ("summary", "en", "missing"),
        ("summary", "fr", "missing"),
    ]


def test_what_is_older_than_its_english_waits_until_it_is_changed_too(staff, chips):
    change(chips, title_en="AI chips")
    assert waiting(staff) == [("title", "fr", "older"), ("title", "ko", "older")]
    change(chips, title_fr="Puces pour l’IA")
    assert waiting(staff) == [("title", "ko", "older")]
    change(chips, title_ko="AI 반도체")
    assert waiting(staff) == []


def test_languages_changed_together_are_of_one_age(staff, chips):
    change(chips, title_en="AI chips", title_fr="Puces pour l’IA", title_ko="AI 반도체")
    assert waiting(staff) == []


def test_another_field_makes_nothing_older(staff, chips):
    change(chips, planned_end_on=make.DAY)
    chips.write(status=Status.SCOPED)
    assert waiting(staff) == []


def test_where_the_log_is_forgotten_nothing_is_called_older(staff, chips):
    change(chips, title_en="AI chips")
    Change.objects.all().delete()
    assert waiting(staff) == []


def test_what_is_published_of_a_report_stays_and_waits_for_nobody(staff, chips):
    make.update(chips)
    assert waiting(staff) == []
    make.update(chips, make.INTERNAL, published_at=None)
    assert waiting(staff) == [("body", "fr", "missing"), ("body", "ko", "missing")]


def test_they_are_narrowed_by_language_record_and_state(staff, chips):
    change(chips, title_en="AI chips")
    make.decision(chips)
    assert waiting(staff, language="ko") == [("title", "ko", "older"), ("question", "ko", "missing")]
    assert waiting(staff, kind="decision", language="fr") == [("question", "fr", "missing")]
    assert waiting(staff, state="older", language="fr") == [("title", "fr", "older")]
    form = staff.get(WAITING).context["form"]
    assert [label for _, label in form.fields["language"].choices] == ["All", "Français (2)", "한국어 (2)"]


def test_a_word_that_was_not_offered_narrows_nothing(staff, chips):
    make.decision(chips)
    assert len(waiting(staff, language="xx")) == 2
    assert "Select a valid choice" in staff.get(WAITING, {"language": "xx"}).text


def test_the_link_leads_to_the_field(staff, chips):
    change(chips, title_ko="")
    page = staff.get(WAITING)
    link = f"{page_of(chips)}#id_title_ko"
    assert link in page.text
    assert 'id="id_title_ko"' in staff.get(link).text


def test_the_list_asks_as_often_for_many_as_for_one(staff, chips, django_assert_num_queries):
    rows.parts_of(chips)
    change(chips, title_en="AI chips")
    staff.get(WAITING)
    with django_assert_num_queries(19):
        staff.get(WAITING)
    for _ in range(3):
        rows.parts_of(rows.initiative())
        change(chips, title_en=chips.title_en + "!")
    with django_assert_num_queries(19):
        assert staff.get(WAITING).context["page"].has_next()


# The glossary


def found(client, words=""):
    return [(entry.en, entry.fr, entry.ko) for entry in client.get(GLOSSARY, {"q": words}).context["entries"]]


def test_the_glossary_says_the_programs_own_words_in_three_languages(staff):
    assert ("Under way", "En cours", "이행 중") in found(staff)
    assert ("Initiative", "Initiative", "협력 과제") in found(staff)
    assert found(staff, "이행") == found(staff, "UNDER WAY") == [("Under way", "En cours", "이행 중")]


def test_the_language_of_the_reader_changes_none_of_them(staff):
    before = found(staff)
    staff.post("/i18n/setlang/", {"language": "ko", "next": "/admin/"})
    assert sorted(found(staff)) == sorted(before)


def test_staff_add_their_own(staff):
    send(
        staff,
        address(Term, "add"),
        term_en="Compute",
        term_fr="Calcul",
        term_ko="연산 자원",
        note="Not chips",
    )
    assert found(staff, "연산") == [("Compute", "Calcul", "연산 자원")]
    assert found(staff, "not CHIPS") == [("Compute", "Calcul", "연산 자원")]


def test_both_are_for_insiders(guest, public, staff):
    pages = (WAITING, GLOSSARY, address(Term), address(Term, "add"))
    assert [guest.get(page).status_code for page in pages] == [403] * 4
    assert [public.get(page).status_code for page in pages] == [302] * 4
    assert [staff.get(page).status_code for page in pages] == [200] * 4
