"""Each list finds a record by the words that people know it by, and by nothing else."""

import pytest
from django.contrib.auth import get_user_model

from opportunities import models
from opportunities.models import Change, Proposal, Token
from tests import make
from tests.admin.pages import found


def three(name):
    """Other words in each language."""
    return {f"{name}_en": "Alpha words", f"{name}_fr": "Mots bêta", f"{name}_ko": "감마 말씀"}


WORDS = ["alpha", "bêta", "감마"]


def area():
    given = {"slug": "slugged", "code": "QCO", "description_en": "Unasked"}
    return models.CooperationArea.objects.create(**given, **three("name"))


def takeaway(**given):
    return make.takeaway(make.dialogue("Unasked"), **{"code": "T9", "locator": "Unasked"} | given)


def strength():
    return make.strength(takeaway(title_en="Unasked"), **three("summary"))


def framework():
    return make.framework("Alpha words", short_name="CSPX", **without_english("name"))


def initiative():
    given = {"short_title_en": "Shorten", "short_title_fr": "Abrégé", "short_title_ko": "줄임"}
    return make.initiative("Alpha words", summary_en="Unasked", **given, **without_english("title"))


def without_english(name):
    return {column: text for column, text in three(name).items() if not column.endswith("_en")}


def participation():
    institute = make.organisation("unasked", short_name="Inst", **three("name"))
    title = {"title_fr": "Essai", "title_ko": "시험"}
    return make.participation(make.initiative("Trial", **title), organisation=institute)


def milestone():
    title = {"title_fr": "Essai", "title_ko": "시험"}
    return make.milestone(make.initiative("Trial", **title), **three("title"))


def revision():
    of = make.milestone(make.initiative("Unasked"), title_en="Trial", title_fr="Essai", title_ko="시험")
    of.move(None, "scope", {"en": "Alpha words", "fr": "Mots bêta", "ko": "감마 말씀"})
    return of.revisions.get()


def update():
    title = {"title_fr": "Essai", "title_ko": "시험"}
    of = make.initiative("Trial", **title)
    return make.update(of, reason_en="Unasked", **three("body"))


def evidence():
    return make.evidence(
        initiative=make.initiative("Unasked"), source=make.source(**source()), locator="Article 7"
    )


def source():
    texts = three("label")
    return {"label": texts.pop("label_en"), **texts}


def person(**given):
    return get_user_model().objects.create_user("minji", "minji@example.org", **given)


def membership():
    return make.membership(person(), make.organisation("unasked", **three("name")))


def token():
    make.token(make.organisation("slugged", name_en="Unasked"), name="Mirror")
    return Token.objects.get()


def term():
    return models.Term.objects.create(note="Noted", **three("term"))


CASES = [
    (area, [*WORDS, "slugged", "qco"]),
    (lambda: make.country("QX"), ["qx"]),
    (lambda: make.organisation("slugged", short_name="Inst", **three("name")), [*WORDS, "slugged", "inst"]),
    (lambda: make.source(title="Printed", publisher="Press", **source()), [*WORDS, "printed", "press"]),
    (lambda: make.dialogue("Alpha words", place_en="Unasked", **without_english("title")), WORDS),
    (lambda: takeaway(summary_en="Short", summary_fr="Bref", summary_ko="요약", **three("title")),
     [*WORDS, "t9", "short", "bref", "요약"]),
    (strength, WORDS),
    (framework, [*WORDS, "cspx"]),
    (initiative, [*WORDS, "chp-1", "shorten", "abrégé", "줄임"]),
    (participation, [*WORDS, "chp-1", "inst", "trial", "essai", "시험"]),
    (milestone, [*WORDS, "chp-1", "trial", "essai", "시험"]),
    (revision, [*WORDS, "trial", "essai", "시험"]),
    (update, [*WORDS, "chp-1", "trial", "essai", "시험"]),
    (lambda: make.decision(make.initiative("Unasked"), **three("question")), [*WORDS, "chp-1"]),
    (evidence, [*WORDS, "article 7"]),
    (membership, [*WORDS, "minji", "example.org"]),
    (lambda: person(first_name="Alpha", last_name="Words"), ["minji", "example.org", "alpha", "words"]),
    (token, ["mirror", "slugged"]),
    (term, [*WORDS, "noted"]),
]  # fmt: skip


@pytest.mark.parametrize(("new", "queries"), CASES)
def test_a_record_is_found_by_each_of_its_words(sora, new, queries):
    made = new()
    assert [query for query in queries if found(sora, type(made), query) != [made]] == []
    assert found(sora, type(made), "unasked") == []


def test_all_words_of_a_search_must_be_there(sora):
    make.initiative("Chips for data centres")
    both = make.initiative("Chips for talent")
    assert found(sora, models.Initiative, "talent chips") == [both]
    assert found(sora, models.Initiative, '"for talent"') == [both]
    assert found(sora, models.Initiative, "talent grids") == []


def test_a_search_for_nothing_finds_all(sora):
    made = [make.decision(None), make.decision(None)]
    assert found(sora, models.Decision, " ") == made


def test_a_change_is_found_by_its_record_or_by_who_made_it(sora):
    chips = make.initiative()
    [change] = Change.objects.filter(uid=chips.uid)
    assert found(sora, Change, str(chips.uid)) == [change]
    assert found(sora, Change, str(chips.uid)[:8]) == []
    Change.objects.filter(pk=change.pk).update(actor=sora)
    assert found(sora, Change, "SORA") == [change]


def test_a_proposal_is_found_by_its_record_its_number_there_or_its_sender(sora):
    update = make.update(make.initiative(), make.PARTNERS, published_at=None)
    sender = make.organisation("sender")
    sent = Proposal.objects.create(
        organisation=sender, kind="update", uid=update.uid, system="crm", external_id="A-7"
    )
    queries = [str(update.uid), "A-7", "send", "A-", "crm"]
    assert [found(sora, Proposal, query) for query in queries] == [[sent], [sent], [sent], [], []]


def test_a_token_is_found_by_its_key_but_not_by_its_secret(sora):
    text = make.token(make.organisation())
    [made] = Token.objects.all()
    assert found(sora, Token, made.key) == [made]
    assert found(sora, Token, text.rpartition("_")[2]) == []
    assert found(sora, Token, made.digest) == []
