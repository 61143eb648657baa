"""How a page is answered: methods, how long it may be kept, and what is said when there is none."""

import re

import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import links, main, words

PATHS = ("", "initiatives/", "i/CHP-1", "orgs/", "briefing/?as_of=2026-04-01", "ledger/", "search/?q=chips")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_asked_for_anew_each_time_and_kept_by_its_reader(public, partner, chips, path):
    for client, whose in ((public, "public"), (partner, "private")):
        answer = client.get(f"/fr/{path}")
        assert answer.headers["Cache-Control"] == f"no-cache, {whose}"
        assert answer.headers["Content-Language"] == "fr"
        again = client.get(f"/fr/{path}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["", "initiatives/", "i/CHP-1", "search/"])
def test_pages_are_read_and_nothing_else(public, chips, path):
    refused = public.post(f"/en/{path}")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    head = public.head(f"/en/{path}")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    "path", ["timeline/?format=csv", "ledger/?format=json", "ledger/milestones/?format=csv"]
)
def test_a_file_of_a_page_is_kept_as_the_page_is(public, partner, chips, path):
    for client, whose in ((public, "public"), (partner, "private")):
        answer = client.get(f"/en/{path}")
        assert answer.headers["Cache-Control"] == f"no-cache, {whose}"
        again = client.get(f"/en/{path}", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_a_page_of_yesterday_is_another_one_today(public, chips, april):
    held = {"If-None-Match": public.get("/en/i/CHP-1").headers["ETag"]}
    assert public.get("/en/i/CHP-1", headers=held).status_code == 304
    april.shift(24 * 3600)
    answer = public.get("/en/i/CHP-1", headers=held)
    assert (answer.status_code, "31 days late" in answer.text) == (200, True)


def test_the_day_begins_in_seoul(public, chips, april):
    april.move_to("2026-04-01T14:59:59Z", tick=False)
    assert "30 days late" in text(public, "/en/i/CHP-1")
    april.move_to("2026-04-01T15:00:00Z", tick=False)
    assert "31 days late" in text(public, "/en/i/CHP-1")


NOTHING = {
    "en": "There is nothing at this address It may be mistyped, or it may not be public. All initiatives",
    "fr": (
        "Il n’y a rien à cette adresse L’adresse est peut-être mal saisie, ou la page n’est peut-être pas"
        " publique. Toutes les initiatives"
    ),
    "ko": (
        "해당 주소에 페이지 없음 주소가 잘못 입력되었거나 공개되지 않은 페이지일 수 있습니다. 전체 협력 과제"
    ),
}


@pytest.mark.parametrize(
    ("path", "language"), [("i/CHP-9", "en"), ("orgs/nobody/", "fr"), ("nowhere/", "ko"), ("nowhere/", "en")]
)
def test_what_is_not_there_says_so_and_is_not_kept(public, db, path, language):
    answer = public.get(f"/{language}/{path}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert words(main(answer.text)) == NOTHING[language]
    assert links(main(answer.text))[0][1] == f"/{language}/initiatives/"
    assert "as JSON" not in answer.text


GONE = {
    "en": "This initiative was withdrawn Merged All initiatives",
    "fr": "Cette initiative a été retirée Fusionnée Toutes les initiatives",
    "ko": "철회된 협력 과제 Merged (영어만 제공) 전체 협력 과제",
}


@pytest.mark.parametrize("language", GONE)
def test_what_was_withdrawn_says_why(public, chips, language):
    chips.withdraw({"en": "Merged", "fr": "Fusionnée"})
    answer = public.get(f"/{language}/i/CHP-1")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (410, "no-store")
    assert words(main(answer.text)) == GONE[language]
    assert ('<span lang="en">Merged</span>' in answer.text) is (language == "ko")


def test_what_only_partners_had_is_gone_for_them_alone(public, partner, staff, db):
    shared = make.initiative("Shared", make.PARTNERS)
    shared.withdraw("Merged")
    found = [client.get(f"/en/i/{shared.uid}").status_code for client in (public, partner, staff)]
    assert found == [404, 410, 200]


@pytest.mark.parametrize("ref", ["chp-1", "CHP-01", "CHP-1 ", "x" * 300, "%00"])
def test_a_ref_is_its_ref_and_no_other_spelling(public, chips, ref):
    assert public.get(f"/en/i/{ref}").status_code == 404


def test_by_its_identifier_it_is_the_same_page(public, chips):
    by_uid = text(public, f"/en/i/{chips.uid}")
    assert main(by_uid) == main(text(public, "/en/i/CHP-1"))
    assert public.get(f"/en/i/{str(chips.uid).upper()}").status_code == 200


@pytest.mark.parametrize(
    ("query", "button"),
    [("x=1", ("Show everything", "/en/timeline/")), ("x=1&area=chips&y=", None)],
)
def test_a_refusal_offers_what_can_be_answered(public, chips, query, button):
    answer = public.get(f"/en/timeline/?{query}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    offered = button or ("Show the rest of what was asked", "/en/timeline/?area=chips")
    assert links(main(answer.text)) == [offered]
    assert public.get(offered[1]).status_code == 200


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "as_of: Write today’s date or an earlier one, such as 2026-03-31."),
        ("fr", "as_of: Indiquez la date d’aujourd’hui ou une date antérieure, par exemple 2026-03-31."),
        ("ko", "as_of: 2026-03-31과 같이 오늘 또는 그 이전 날짜를 입력하십시오."),
    ],
)
def test_a_day_to_come_is_refused_in_the_readers_language(public, chips, language, sentence):
    answer = public.get(f"/{language}/?as_of=2026-04-02")
    assert re.findall("<li>(as_of.*?)</li>", answer.text) == [sentence]
    assert public.get(f"/{language}/?as_of=2026-04-01").status_code == 200


@pytest.mark.parametrize("path", ["", "i/CHP-1"])
def test_as_of_today_is_today(public, chips, path):
    today, named = (text(public, f"/en/{path}{query}") for query in ("", "?as_of=2026-04-01"))
    assert named.replace("?as_of=2026-04-01", "").replace("as_of=2026-04-01&amp;", "") == today


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_an_address_without_a_language_leads_to_the_readers_own(public, chips, language):
    asked = {"Accept-Language": f"{language},en;q=0.5"}
    for address, page in (("/", ""), ("/i/CHP-1", "i/CHP-1"), ("/i/NOPE", "i/NOPE")):
        answer = public.get(address, headers=asked)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/{language}/{page}")
        assert answer.headers["Vary"] == "Accept-Language"
    assert "Accept-Language" not in public.get("/en/").headers.get("Vary", "")
