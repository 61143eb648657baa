"""The admin speaks the language of the browser until another is chosen."""

import pytest

from opportunities.models import Initiative
from tests.admin.browser import address


@pytest.mark.parametrize(("language", "word"), [("en", "Log out"), ("fr", "Déconnexion"), ("ko", "로그아웃")])
def test_a_choice_of_language_holds_for_the_next_pages(staff, language, word):
    chosen = staff.post("/i18n/setlang/", {"language": language, "next": address(Initiative)})
    assert chosen.url == address(Initiative)
    assert word in staff.get(chosen.url).text


def test_the_browser_decides_first(staff):
    assert "로그아웃" in staff.get("/admin/", headers={"Accept-Language": "ko"}).text
