"""Data and API: every field and code is listed, from where it is defined, and every link leads somewhere."""

import re

import html5lib
import pytest

from opportunities import choices
from opportunities.representations import SHAPES
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import section, words

PAGE = "/en/data/"


def table(page, name):
    return page.split(f'<details id="{name}">')[1].split("</details>")[0]


@pytest.fixture
def described(public, db):
    return text(public, PAGE)


@pytest.mark.parametrize("kind", SHAPES)
def test_every_field_that_leaves_the_house_is_described(described, kind):
    shape = SHAPES[kind]
    shown = {*shape.all_columns, *shape.texts, *shape.parents, *shape.cited, *shape.many} - shape.hidden
    assert set(re.findall(r"<th [^>]*><code>(\w+)</code>", table(described, f"fields-{kind}"))) == shown


def test_a_field_says_what_it_is_called_means_and_takes(described):
    rows = {words(row) for row in re.findall("<tr.*?</tr>", table(described, "fields-initiative"), re.DOTALL)}
    assert {
        "review_on review on. When a pause is looked at again. date",
        "status status code",
        "title title text in English, French and Korean",
        "takeaways takeaways list of identifiers",
    } <= rows


def test_what_is_for_staff_alone_is_not_described(described):
    assert "officer" not in table(described, "fields-initiative")


def test_a_code_stands_in_three_languages_with_its_code_abroad(described):
    rows = [words(row) for row in re.findall("<tr.*?</tr>", table(described, "codes-Status"), re.DOTALL)]
    assert rows[1].split() == ["raised", "Raised", "Soulevée", "제기", "1"]
    assert len(rows) == 1 + len(choices.Status)


def test_every_code_list_is_there(described):
    names = re.findall('<details id="codes-([^"]+)"', described)
    assert {"Status", "Health", "Outlook", "MilestoneState", "Visibility", "MoveReason"} <= {*names}
    assert "Choices" not in " ".join(names)


def test_every_example_is_answered(public, described):
    examples = re.findall('curl "http://testserver([^"]+)"', section(described, "api").replace("&quot;", '"'))
    assert len(examples) == len(SHAPES) + 1
    assert {address: public.get(address).status_code for address in examples} == dict.fromkeys(examples, 200)


def test_every_link_is_answered(public, described):
    links = re.findall('href="(/[^"#]+)"', described.split("<main")[1].split("</main>")[0])
    assert {link: public.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_it_says_when_content_last_changed_for_this_reader(public, described):
    assert "Last change:" not in described
    make.organisation("hidden", make.INTERNAL)
    assert text(public, PAGE) == described
    make.organisation("shown")
    assert "Last change:" in text(public, PAGE)


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_it_is_valid_html_and_asks_for_little(public, db, django_assert_num_queries, language):
    public.get(f"/{language}/data/")
    with django_assert_num_queries(4):
        html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/data/"))
