"""My desk: from what needs me to what is logged, published and taken back, without leaving the page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from opportunities.choices import Health, Outlook, Status
from opportunities.health import today_in_seoul
from opportunities.models import Change, Initiative, Milestone, ProgressUpdate, Proposal, Upload
from opportunities.models.base import unit_of_work
from tests import make
from tests.admin.browser import page_of, said

DESK = "/admin/"
TODAY = today_in_seoul()
LATE = TODAY - timedelta(24)


@pytest.fixture
def chips(db):
    """Late, and at risk as far as was last said."""
    chips = make.initiative(status=Status.UNDER_WAY)
    make.milestone(chips, title_en="Pilot site chosen", due_on=LATE)
    make.update(chips, outlook=Outlook.AT_RISK, as_of=LATE)
    return chips


def rows(client, address=DESK):
    return {row.initiative: row for row in client.get(address).context["rows"]}


def typed(initiative, body="Site chosen", **more):
    return {f"{initiative.pk}-{name}": value for name, value in {"body": body, **more}.items()}


def press(client, verb, record, day=TODAY, **fields):
    return client.post(DESK, {verb: record.pk, "as_of": day, "writer": "", **fields})


def only():
    return ProgressUpdate.objects.get(published_at=None)


def test_it_says_what_needs_a_report_or_a_decision(staff, chips):
    make.initiative("Quiet", status=Status.DELIVERED)
    make.update(chips, make.INTERNAL, published_at=None)
    page = staff.get(DESK).text
    assert "1 of your 2 initiatives needs a report or a decision." in page
    assert "1 draft waits." in page


def test_worst_comes_first_and_says_why(staff, chips):
    silent = make.initiative("Silent", status=Status.UNDER_WAY)
    make.update(silent, as_of=TODAY - timedelta(134))
    leaderless = make.initiative("Leaderless")
    assert list(rows(staff)) == [chips, silent, leaderless]
    page = staff.get(DESK).text
    for words in ("24 days late", "no report for 134 days", "A lead is still to be named"):
        assert words in page


def test_of_many_the_worst_have_a_line_and_so_has_what_is_written_in(staff, db):
    last = make.initiatives(27)[-1]
    press(staff, "day", last, **typed(last))
    page = staff.get(DESK)
    assert len(page.context["rows"]) == 26
    assert "2 more stand in the list of your initiatives" in page.text
    assert page.context["rows"][-1].form["body"].value() == "Site chosen"


def test_the_outlook_last_declared_is_chosen_beforehand(staff, chips):
    assert rows(staff)[chips].form["outlook"].value() == Outlook.AT_RISK


def test_logging_writes_a_draft_of_the_day_in_the_language_that_is_read(staff, sora, chips):
    day = TODAY - timedelta(3)
    answer = press(staff, "log", chips, day, **typed(chips, outlook=Outlook.ON_TRACK))
    assert answer.url == f"/admin/?as_of={day}#i-{chips.pk}"
    draft = only()
    assert (draft.body_en, draft.outlook, draft.as_of) == ("Site chosen", Outlook.ON_TRACK, day)
    assert (draft.author, draft.visibility, draft.milestone_met) == (sora, make.INTERNAL, False)
    korean = {"headers": {"Accept-Language": "ko"}}
    staff.post(DESK, {"log": chips.pk, "as_of": day, **typed(chips, "부지 선정")}, **korean)
    assert ProgressUpdate.objects.get(body_ko="부지 선정").body_en == ""


def test_the_day_stays_for_the_next_report_and_is_today_otherwise(staff, chips):
    day = TODAY - timedelta(3)
    assert staff.get(f"{DESK}?as_of={day}").context["day"]["as_of"].value() == str(day)
    assert staff.get(DESK).context["day"]["as_of"].value() == TODAY
    assert press(staff, "log", chips, **typed(chips)).url == f"/admin/#i-{chips.pk}"


def test_a_row_that_is_logged_offers_to_undo_and_to_publish(staff, chips):
    press(staff, "log", chips, **typed(chips))
    row = rows(staff)[chips]
    assert (row.form, row.update) == (None, only())
    page = staff.get(DESK).text
    assert 'name="undo"' in page
    assert "Publish to everyone" in page


def test_a_milestone_is_ticked_as_met_and_publishing_meets_it(staff, chips):
    sign = Milestone.objects.get()
    press(staff, "log", chips, **typed(chips, met=sign.uid))
    assert (only().milestone, only().milestone_met) == (sign, True)
    answer = press(staff, "publish", only())
    assert said(answer) == ["Published. Readers: everyone."]
    sign.refresh_from_db()
    assert sign.done_on == TODAY
    assert rows(staff)[chips].update.published_at


def test_a_milestone_met_meanwhile_is_not_met_again_and_no_word_is_lost(staff, chips):
    sign = Milestone.objects.get()
    sign.meet(TODAY)
    answer = press(staff, "log", chips, **typed(chips, met=sign.uid))
    assert "This milestone is no longer open" in answer.text
    assert "Site chosen</textarea>" in answer.text
    assert not ProgressUpdate.objects.drafts().exists()


def test_without_a_word_nothing_is_logged(staff, chips):
    answer = press(staff, "log", chips, **typed(chips, " "))
    assert "Say in one sentence what happened." in answer.text
    assert not ProgressUpdate.objects.drafts().exists()


def test_a_day_to_come_is_refused_with_the_words_kept(staff, chips):
    answer = press(staff, "log", chips, TODAY + timedelta(1), **typed(chips))
    assert "A report cannot speak of a day to come." in answer.text
    assert "Site chosen</textarea>" in answer.text


def test_what_is_typed_in_other_rows_stays_there(staff, chips):
    other = make.initiative("Other", status=Status.UNDER_WAY)
    press(staff, "log", chips, **typed(chips), **typed(other, "Half a sentence", outlook="off_track"))
    form = rows(staff)[other].form
    assert (form["body"].value(), form["outlook"].value()) == ("Half a sentence", "off_track")
    assert "Not logged yet." in staff.get(DESK).text
    press(staff, "log", other, **typed(other, "Half a sentence"))
    assert "Not logged yet." not in staff.get(DESK).text


def test_undoing_a_draft_gives_the_words_back(staff, chips):
    sign = Milestone.objects.get()
    press(staff, "log", chips, **typed(chips, outlook=Outlook.OFF_TRACK, met=sign.uid))
    press(staff, "undo", only())
    assert not ProgressUpdate.objects.drafts().exists()
    form = rows(staff)[chips].form
    assert [form[name].value() for name in ("body", "outlook", "met")] == [
        "Site chosen",
        "off_track",
        str(sign.uid),
    ]


def test_undoing_what_is_published_corrects_it_and_restores_what_was(staff, chips):
    press(staff, "log", chips, **typed(chips, outlook=Outlook.ON_TRACK, met=Milestone.objects.get().uid))
    update = only()
    press(staff, "publish", update)
    assert Initiative.objects.with_facts(make.PUBLIC).get().outlook == Outlook.ON_TRACK
    answer = press(staff, "undo", update)
    assert said(answer)[-1].startswith("Taken back: a correction is published")
    facts = Initiative.objects.with_facts(make.PUBLIC).with_health(TODAY).get()
    assert (facts.outlook, facts.health, facts.milestones_met) == (Outlook.AT_RISK, Health.LATE, 0)
    assert update.corrections.get().published_at
    assert rows(staff)[chips].form


def test_pressed_twice_it_is_logged_once(staff, chips):
    for _ in range(2):
        press(staff, "log", chips, **typed(chips))
    assert only().body_en == "Site chosen"


def test_what_was_published_long_ago_is_taken_back_from_its_page(staff, chips):
    sign = Milestone.objects.get()
    update = make.update(chips, milestone=sign, milestone_met=True, status=Status.SCOPED)
    sign.meet(make.DAY)
    asked = f"/admin/desk/undo/{update.uid}/"
    assert asked in staff.get(page_of(update)).text
    page = staff.get(asked).text
    for words in (
        "for the same readers, everyone",
        "“Pilot site chosen” is open again",
        "the status is the one",
    ):
        assert words in page
    staff.post(DESK, {"undo": update.pk})
    assert update.corrections.get().published_at


def test_a_draft_is_taken_back_from_its_page_and_other_words_stay(staff, sora, chips):
    draft = make.update(chips, make.INTERNAL, published_at=None, author=sora)
    other = make.initiative("Other")
    press(staff, "day", chips, **typed(other, "Half a sentence"))
    assert "it is deleted" in staff.get(f"/admin/desk/undo/{draft.uid}/").text
    staff.post(DESK, {"undo": draft.pk})
    assert not ProgressUpdate.objects.drafts().exists()
    assert rows(staff)[other].form["body"].value() == "Half a sentence"


def test_taking_back_is_offered_to_whoever_may_correct(guest, chips):
    assert "/admin/desk/undo/" not in guest.get(page_of(ProgressUpdate.objects.get())).text


def test_an_import_that_is_not_finished_waits_here(staff, sora, chief, chips):
    Upload.objects.create(user=sora, kind="initiative", name="plan.xlsx", header=[], rows=[[1], [2]], saved=3)
    page = staff.get(DESK).text
    assert "plan.xlsx" in page
    assert "2 rows wait, 3 saved" in page
    assert "plan.xlsx" not in chief.get(DESK).text


def test_a_refusal_to_publish_says_what_is_missing_and_keeps_the_draft(staff, chips):
    draft = make.update(chips, make.INTERNAL, published_at=None, status=Status.PAUSED)
    answer = press(staff, "publish", draft)
    assert [text.partition(": ")[2] for text in said(answer)] == [
        "Give the reason for the change of status: it is published with it.",
        "“Paused” needs a date of review: give it as “review on” on the initiative first.",
    ]
    assert only() == draft


@pytest.mark.parametrize(
    ("level", "button"),
    [
        (make.PUBLIC, "Publish to everyone"),
        (make.PARTNERS, "Publish to partners and staff"),
        (make.INTERNAL, "Publish to staff only"),
    ],
)
def test_the_button_names_the_readers(staff, level, button):
    make.update(make.initiative(visibility=level), make.INTERNAL, published_at=None)
    assert button in staff.get(DESK).text


def test_who_may_not_publish_logs_and_leaves_it_to_others(staff, sora, chips):
    sora.user_permissions.remove(Permission.objects.get(codename="publish_progressupdate"))
    press(staff, "log", chips, **typed(chips))
    assert 'name="publish"' not in staff.get(DESK).text
    assert "publishing them is for coordinators" in said(press(staff, "publish", only()))[0]
    assert only().author == sora


def test_who_may_not_report_has_no_form(staff, sora, chips):
    sora.user_permissions.remove(Permission.objects.get(codename="add_progressupdate"))
    assert rows(staff)[chips].form is None
    assert press(staff, "log", chips, **typed(chips)).status_code == 403


def test_an_officer_reads_of_an_area_that_others_write(staff, sora, chips):
    sora.user_permissions.remove(Permission.objects.get(codename="change_every_area"))
    chips.officer = sora
    chips.save()
    assert rows(staff)[chips].form is None
    assert press(staff, "log", chips, **typed(chips)).status_code == 403
    make.membership(sora, make.organisation()).areas.set([chips.area])
    assert rows(staff)[chips].form


def test_a_draft_that_is_gone_is_said_to_be(staff, chips):
    draft = make.update(chips, make.INTERNAL, published_at=None)
    ProgressUpdate.objects.drafts().delete()
    for verb in ("publish", "undo"):
        assert said(press(staff, verb, draft))[-1] == "This report is no longer there."


def test_what_left_the_desk_meanwhile_is_said_with_the_words(staff, sora, chips):
    make.initiative("Mine", officer=sora)
    answer = press(staff, "log", chips, **typed(chips))
    assert said(answer)[0].endswith("You had written: Site chosen")


def test_every_change_is_recorded_in_the_name_of_who_made_it(staff, sora, chips):
    press(staff, "log", chips, **typed(chips))
    change = Change.objects.order_by("seq").last()
    assert (change.actor, change.door) == (sora, "admin")


def test_the_next_days_show_what_is_due_and_what_is_to_be_decided(staff, chips):
    make.milestone(chips, title_en="Soon", due_on=TODAY + timedelta(30))
    make.milestone(chips, title_en="Much later", due_on=TODAY + timedelta(31))
    make.decision(chips, question_en="Which site?", needed_by=TODAY)
    page = staff.get(DESK).text
    assert "Soon" in page
    assert "Which site?" in page
    assert "Much later" not in page


def test_what_partners_sent_waits_here(staff, chips, sora):
    institute = make.organisation()
    with unit_of_work(door="api", organisation=institute.uid):
        sent = make.update(chips, make.PARTNERS, published_at=None, body_en="Grid study sent")
    Proposal.objects.create(organisation=institute, kind="update", uid=sent.uid)
    page = staff.get(DESK).text
    assert "1 proposal from partners waits." in page
    assert "Grid study sent" in page
    assert f"/admin/opportunities/change/?uid={sent.uid}" in page
    sent.publish(sora)
    assert "Grid study sent" not in staff.get(DESK).text


def test_a_desk_with_nothing_says_so(staff):
    page = staff.get(DESK).text
    assert "No initiative is yours to look after yet" in page
    assert "No draft waits." in page
    assert "Nothing is due in this time" in page
    make.initiative(status=Status.DELIVERED)
    assert "None of your initiatives needs a report or a decision." in staff.get(DESK).text


def test_a_guest_sees_what_a_partner_may_and_logs_nothing(guest, alice, chips):
    alice.memberships.get().areas.set([chips.area])
    make.update(chips, make.INTERNAL, published_at=None, body_en="Quiet draft")
    make.milestone(chips, make.INTERNAL, title_en="Quiet milestone", due_on=TODAY)
    make.decision(chips, make.INTERNAL, question_en="Quiet question", needed_by=TODAY)
    make.initiative("Quiet", make.INTERNAL)
    with unit_of_work(door="api", organisation=make.organisation("quiet-sender").uid):
        sent = make.update(chips, make.PARTNERS, published_at=None)
    Proposal.objects.create(organisation=make.organisation("quiet-institute"), kind="update", uid=sent.uid)
    assert {initiative: row.form for initiative, row in rows(guest).items()} == {chips: None}
    page = guest.get(DESK).text
    assert "quiet" not in page.lower()
    assert "From partners" not in page
    assert press(guest, "log", chips, **typed(chips)).status_code == 403
    assert press(guest, "undo", ProgressUpdate.objects.published().get()).status_code == 302
    assert not ProgressUpdate.objects.exclude(supersedes=None).exists()


def test_it_asks_as_often_for_three_rows_as_for_one(staff, sora, chips, django_assert_num_queries):
    def more(number):
        of = make.initiative(f"No. {number}", status=Status.UNDER_WAY)
        make.milestone(of, due_on=LATE)
        make.milestone(of, due_on=TODAY)
        make.decision(of, needed_by=TODAY)
        make.update(of, make.INTERNAL, published_at=None, author=sora)
        sender = make.organisation(f"sender-{number}")
        with unit_of_work(door="api", organisation=sender.uid):
            sent = make.update(of, make.PARTNERS, published_at=None)
            proof = make.evidence(make.PARTNERS, initiative=of, published_at=None)
        for kind, record in (("update", sent), ("evidence", proof)):
            Proposal.objects.create(organisation=sender, kind=kind, uid=record.uid)
        press(staff, "log", of, **typed(of))

    more(1)
    staff.get(DESK)
    with django_assert_num_queries(18):
        staff.get(DESK)
    more(2)
    more(3)
    with django_assert_num_queries(18):
        assert len(rows(staff)) == 4


def test_the_desk_leads_to_what_happened_whoever_may_read_that(staff, guest):
    week = 'href="/admin/opportunities/change/week/"'
    assert [week in client.get("/admin/").text for client in (staff, guest)] == [True, False]
    assert guest.get("/admin/opportunities/change/week/").status_code == 403
