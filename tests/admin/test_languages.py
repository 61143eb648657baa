"""The admin speaks the language of the browser until another is chosen."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from opportunities.models import Initiative
from tests.admin.browser import address


@pytest.mark.parametrize(("language", "word"), [("en", "Log out"), ("fr", "Déconnexion"), ("ko", "로그아웃")])
def test_a_choice_of_language_holds_for_the_next_pages(staff, language, word):
    chosen = staff.post("/i18n/setlang/", {"language": language, "next": address(Initiative)})
    assert chosen.url == address(Initiative)
    assert word in staff.get(chosen.url).text


def test_the_browser_decides_first(staff):
    assert "로그아웃" in staff.get("/admin/", headers={"Accept-Language": "ko"}).text


def test_each_language_is_offered_in_its_own_words(rf):
    request = rf.get("/admin/?q=1")
    with override("ko"):
        offered = render_to_string("admin/includes/language.html", {}, request)
    for name in ("English", "Français", "한국어"):
        assert f">{name}</button>" in offered
    assert 'name="next" value="/admin/?q=1"' in offered


def test_every_page_offers_them_even_to_whoever_is_not_signed_in(public, staff):
    for page in (public.get("/admin/login/"), staff.get("/admin/"), staff.get(address(Initiative))):
        assert 'action="/i18n/setlang/"' in page.text
