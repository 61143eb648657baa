"""No typed word is lost when a session ends, and none is shown to anybody else."""

import pytest
from django.test import Client

from opportunities.choices import Status
from opportunities.models import ProgressUpdate
from tests import make
from tests.admin.browser import said

DESK = "/admin/"
HERE, ELSEWHERE = "http://testserver", "https://elsewhere.example"


@pytest.fixture
def chips(db):
    return make.initiative(status=Status.UNDER_WAY)


@pytest.fixture
def browser(sora):
    """Checks forgery tokens, as a real one is checked; sora has a password."""
    sora.set_password("only-for-tests")
    sora.save()
    return Client(enforce_csrf_checks=True)


def sign_in(browser, name="sora", path="/admin/login/"):
    token = browser.get(path).context["csrf_token"]
    given = {"login": name, "password": "only-for-tests", "csrfmiddlewaretoken": str(token)}
    return browser.post(path, given, headers={"Origin": HERE})


def form(page, chips, **more):
    """What the page would send."""
    writer = page.wsgi_request.user.pk
    typed = {f"{chips.pk}-body": "Site chosen", "log": chips.pk, "as_of": "2026-03-02", "writer": writer}
    return typed | {"csrfmiddlewaretoken": str(page.context["csrf_token"])} | more


def log(browser, sent, origin=HERE):
    return browser.post(DESK, sent, headers={"Origin": origin} if origin else {})


def body(page, chips):
    return next(row.form["body"].value() for row in page.context["rows"] if row.initiative == chips)


@pytest.fixture
def interrupted(browser, chips):
    """The words were sent after the session had ended: the answer."""
    sign_in(browser)
    sent = form(browser.get(DESK), chips)
    del browser.cookies["sessionid"]
    return log(browser, sent)


def test_an_ended_session_leads_to_signing_in_and_back_to_the_words(browser, chips, interrupted):
    assert interrupted.url == "/admin/login/?next=/admin/%3Fas_of%3D2026-03-02"
    assert "what you wrote is kept" in browser.get(interrupted.url).text
    back = sign_in(browser, path=interrupted.url)
    assert back.url == "/admin/?as_of=2026-03-02"
    page = browser.get(back.url)
    assert body(page, chips) == "Site chosen"
    assert not ProgressUpdate.objects.exists()
    log(browser, form(page, chips))
    assert ProgressUpdate.objects.get().body_en == "Site chosen"


def test_a_wrong_password_in_between_loses_nothing(browser, chips, interrupted):
    sign_in(browser, name="nobody", path=interrupted.url)
    back = sign_in(browser, path=interrupted.url)
    assert body(browser.get(back.url), chips) == "Site chosen"


def test_nobody_else_is_shown_the_words(browser, chips, interrupted, django_user_model):
    django_user_model.objects.create_superuser("other", password="only-for-tests")
    back = sign_in(browser, name="other", path=interrupted.url)
    assert "Site chosen" not in browser.get(back.url).text


def test_a_page_older_than_the_signing_in_gives_its_words_back(browser, chips):
    sign_in(browser)
    old = form(browser.get(DESK), chips)
    del browser.cookies["sessionid"]
    sign_in(browser)
    answer = log(browser, old)
    assert said(answer) == ["Nothing was done: this page was opened before you signed in. Press again."]
    page = browser.get(answer.url)
    assert body(page, chips) == "Site chosen"
    assert not ProgressUpdate.objects.exists()
    log(browser, form(page, chips))
    assert ProgressUpdate.objects.get().body_en == "Site chosen"


def test_without_any_cookie_the_words_come_back_too(browser, chips):
    sign_in(browser)
    sent = form(browser.get(DESK), chips)
    browser.cookies.clear()
    answer = log(browser, sent)
    assert body(browser.get(sign_in(browser, path=answer.url).url), chips) == "Site chosen"


@pytest.mark.parametrize("origin", [ELSEWHERE, None])
def test_a_forged_form_is_refused_as_ever(browser, chips, origin):
    sign_in(browser)
    sent = form(browser.get(DESK), chips, csrfmiddlewaretoken="x" * 64)
    assert log(browser, sent, origin).status_code == 403
    assert body(browser.get(DESK), chips) == ""
    assert not ProgressUpdate.objects.exists()


def test_a_stranger_fills_no_store(public, chips):
    public.post(DESK, {f"{chips.pk}-body": "x" * 20_001, "writer": "1" * 500})
    assert public.session["desk"] == {"writer": "1" * 20, "typed": {}, "logged": {}}


def test_who_is_not_on_the_staff_is_sent_to_sign_in(public, partner):
    for client in (public, partner):
        assert client.get(DESK).url == "/admin/login/?next=/admin/"
    partner.post(DESK, {"1-body": "x"})
    assert "desk" not in partner.session
