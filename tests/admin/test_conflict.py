"""Two people in one form: the second sees both versions, and nothing of either is lost in silence."""

import pytest

from opportunities.models import Decision, Initiative, Milestone, ProgressUpdate
from tests import make
from tests.admin.browser import address as address_of
from tests.admin.browser import as_shown, page_of


@pytest.fixture
def initiative(db):
    return make.initiative(summary_en="As it was")


def opened(client, record):
    """What a browser holds once the form is open."""
    page = client.get(page_of(record))
    return as_shown(page) | {"_shown_values": page.context["shown_values"]}


def choices(response):
    """{label: (theirs, mine, what is chosen already)}"""
    return {
        str(each.label): (each.theirs, each.mine, "mine" if each.is_mine_changed else "theirs")
        for each in response.context["choices"]
    }


def resend(client, record, asked, **chosen):
    """Send the page of the conflict with these choices; those made already where none is given."""
    preset = {each.name: "mine" if each.is_mine_changed else "theirs" for each in asked.context["choices"]}
    return client.post(page_of(record), dict(asked.context["typed"]) | preset | chosen)


def titles():
    return Initiative.objects.values_list("title_en", "summary_en").get()


def test_alone_in_a_form_nobody_is_asked(staff, initiative):
    typed = opened(staff, initiative)
    assert staff.post(page_of(initiative), typed | {"title_en": "Mine"}).url == address_of(Initiative)
    assert titles() == ("Mine", "As it was")


def test_whoever_comes_second_sees_both_and_nothing_is_saved(staff, initiative):
    typed = opened(staff, initiative)
    initiative.write(title_en="Theirs", summary_en="Told anew")
    asked = staff.post(page_of(initiative), typed | {"title_en": "Mine", "short_title_en": "M"})
    assert asked.status_code == 200
    assert choices(asked) == {
        "Title (English)": ("Theirs", "Mine", "mine"),
        "Summary (English)": ("Told anew", "As it was", "theirs"),
    }
    assert titles() == ("Theirs", "Told anew")


def test_what_is_chosen_already_loses_nothing_that_either_wrote(staff, initiative):
    typed = opened(staff, initiative)
    initiative.write(summary_en="Told anew")
    asked = staff.post(page_of(initiative), typed | {"title_en": "Mine"})
    assert resend(staff, initiative, asked).url == address_of(Initiative)
    assert titles() == ("Mine", "Told anew")


@pytest.mark.parametrize(("chosen", "title"), [("theirs", "Theirs"), ("mine", "Mine")])
def test_either_version_can_be_chosen(staff, initiative, chosen, title):
    typed = opened(staff, initiative)
    initiative.write(title_en="Theirs")
    asked = staff.post(page_of(initiative), typed | {"title_en": "Mine", "short_title_en": "M"})
    resend(staff, initiative, asked, **{"_choice:title_en": chosen})
    assert titles()[0] == title
    assert Initiative.objects.get().short_title_en == "M"


def test_a_third_version_asks_again(staff, initiative):
    typed = opened(staff, initiative)
    initiative.write(title_en="Theirs")
    asked = staff.post(page_of(initiative), typed | {"title_en": "Mine"})
    initiative.write(title_en="Third")
    again = resend(staff, initiative, asked)
    assert choices(again) == {"Title (English)": ("Third", "Mine", "mine")}
    assert titles()[0] == "Third"


def test_the_same_change_by_both_is_no_conflict(staff, initiative):
    typed = opened(staff, initiative)
    initiative.write(title_en="Better")
    assert staff.post(page_of(initiative), typed | {"title_en": "Better"}).status_code == 302


def test_line_ends_of_a_browser_are_no_change(staff, initiative):
    initiative.write(summary_en="One\nTwo")
    typed = opened(staff, initiative)
    initiative.write(summary_en="One\nTwo\nThree")
    asked = staff.post(page_of(initiative), typed | {"summary_en": "One\r\nTwo"})
    assert choices(asked) == {"Summary (English)": ("One\nTwo\nThree", "One\r\nTwo", "theirs")}


def test_records_and_choices_are_named(staff, sora, initiative):
    takeaways = [make.takeaway(make.dialogue(), code) for code in ("T1", "T2")]
    typed = opened(staff, initiative)
    initiative.assign(sora)
    initiative.takeaways.set(takeaways)
    initiative.write(report_every_days=30)
    asked = staff.post(page_of(initiative), typed | {"takeaways": [takeaways[0].pk]})
    assert choices(asked) == {
        "Officer": ("sora", "", "theirs"),
        "Takeaways": ("T1 T1, T2 T2", "T1 T1", "mine"),
        "Reports expected": ("Every 30 days", "Every 90 days", "theirs"),
    }
    resend(staff, initiative, asked, **{"_choice:takeaways": "theirs"})
    assert list(initiative.takeaways.order_by("pk")) == takeaways
    assert Initiative.objects.get().officer == sora


def test_a_row_is_compared_with_the_same_row_wherever_it_stands(staff, initiative):
    _first, second = (make.milestone(initiative, title_en=title) for title in ("First", "Second"))
    typed = opened(staff, initiative)
    make.milestone(initiative, title_en="Before", due_on="2020-01-01")
    second.title_en = "Theirs"
    second.save()
    asked = staff.post(page_of(initiative), typed | {"milestones-1-title_en": "Mine"})
    assert choices(asked) == {"Title (English)": ("Theirs", "Mine", "mine")}
    assert asked.context["choices"][0].record == second
    resend(staff, initiative, asked)
    assert [*Milestone.objects.order_by("pk").values_list("title_en", flat=True)] == [
        "First",
        "Mine",
        "Before",
    ]


def test_a_box_that_others_ticked_is_seen(staff, initiative):
    part = make.participation(initiative, organisation=make.organisation())
    typed = opened(staff, initiative)
    part.is_lead = True
    part.save()
    asked = staff.post(page_of(initiative), typed)
    assert choices(asked) == {"Leads": ("Yes", "No", "theirs")}
    resend(staff, initiative, asked)
    part.refresh_from_db()
    assert part.is_lead


def test_what_was_typed_into_a_row_that_is_gone_is_shown_to_be_copied(staff, initiative):
    gone, _kept = (make.decision(initiative, question_en=question) for question in ("Where?", "When?"))
    typed = opened(staff, initiative)
    gone.delete()
    changed = {"decisions-0-question_en": "Where exactly?", "decisions-1-question_en": "When exactly?"}
    asked = staff.post(page_of(initiative), typed | changed)
    assert asked.context["lost"] == [("question (English)", "Where exactly?")]
    assert resend(staff, initiative, asked).status_code == 302
    assert [each.question_en for each in Decision.objects.all()] == ["When exactly?"]


def test_a_row_that_is_gone_and_was_left_alone_bars_nobody(staff, initiative):
    gone = make.decision(initiative)
    typed = opened(staff, initiative)
    gone.delete()
    assert staff.post(page_of(initiative), typed | {"title_en": "Mine"}).status_code == 302
    assert titles()[0] == "Mine"


def test_a_draft_published_meanwhile_keeps_the_words_typed(staff, sora, initiative):
    draft = make.update(initiative, make.INTERNAL, published_at=None)
    typed = opened(staff, draft)
    draft.publish(sora)
    asked = staff.post(page_of(draft), typed | {"body_en": "News, in more words"})
    assert asked.context["lost"] == [("report (English)", "News, in more words")]
    assert ProgressUpdate.objects.get().body_en == "News"


def test_a_form_with_mistakes_still_remembers_what_it_showed(staff, initiative):
    typed = opened(staff, initiative)
    wrong = staff.post(page_of(initiative), typed | {"title_en": ""})
    assert wrong.context["shown_values"] == typed["_shown_values"]
    initiative.write(title_en="Theirs")
    again = as_shown(wrong) | {"_shown_values": wrong.context["shown_values"], "title_en": "Mine"}
    assert choices(staff.post(page_of(initiative), again)) == {"Title (English)": ("Theirs", "Mine", "mine")}


def test_a_forged_seal_is_a_conflict_not_a_way_round(staff, initiative):
    typed = opened(staff, initiative)
    initiative.write(title_en="Theirs")
    asked = staff.post(page_of(initiative), typed | {"_shown_values": "forged", "title_en": "Mine"})
    assert choices(asked) == {"Title (English)": ("Theirs", "Mine", "mine")}


def test_it_says_who_and_when(staff, chief, initiative):
    typed = opened(staff, initiative)
    chief.post(page_of(initiative), opened(chief, initiative) | {"title_en": "Theirs"})
    asked = staff.post(page_of(initiative), typed | {"title_en": "Mine"})
    assert "<b>chief</b>" in asked.text
    assert "in Seoul" in asked.text
