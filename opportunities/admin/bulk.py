"""Acts on many records: shown record by record, before and after, and done only as they were shown.

To show them they are done and taken back, so what is shown is what the verbs will do and refuse. Whoever
confirms sends the digest of what was shown: where it no longer comes out the same, it is shown again.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass
class Line:
    """One record: [(label, before, after)], or why it is refused."""

    record: object
    differences: list
    refusals: list[str]


class Act:
    """What is done to each record; ``form`` asks for what it needs to know."""

    title = ""
    # Where a part of it would be wrong, one refusal stops all.
    all_or_nothing = False
    form_class = None

    def shown(self, record):
        """{label: value} of what the act may change, as it is now: texts, and the same labels each time."""
        raise NotImplementedError

    def do(self, record, by, form):
        raise NotImplementedError


class TakenBack(Exception):
    """Rolls back what was only shown."""


def confirmed(page, request, records, act):
    """Show what the act would do, then do it; None brings the reader back to the list."""
    asked = "_shown" in request.POST
    form, lines = act.form_class(request.POST if asked else None), []
    if form.is_valid():
        confirmed = request.POST.get("_digest") if "_confirm" in request.POST else None
        lines, done = attempt(request.user, records, act, form, confirmed)
        if done:
            say(page, request, lines)
            return None
        if confirmed:
            text = _("Nothing is changed yet: this is not what was shown before. Look at it again.")
            page.message_user(request, text, messages.WARNING)
    shown = context(page, request, records, act, form, lines)
    return TemplateResponse(request, "admin/opportunities/bulk.html", shown)


def attempt(by, records, act, form, confirmed):
    """(lines, whether they were kept): kept if they are those that were confirmed."""
    lines = []
    try:
        with transaction.atomic():
            lines += [line_of(record, by, act, form) for record in records]
            if not may_go(lines, act) or confirmed != digest_of(lines, form):
                raise TakenBack
    except TakenBack:
        return lines, False
    return lines, True


def line_of(record, by, act, form):
    before = act.shown(record)
    try:
        # Without a savepoint, one refusal would undo the others.
        with transaction.atomic():
            act.do(record, by, form)
            after = act.shown(record)
    except (ValidationError, PermissionDenied) as refusal:
        return Line(record, [], getattr(refusal, "messages", [str(refusal)]))
    differing = [(label, old, after[label]) for label, old in before.items() if old != after[label]]
    return Line(record, differing, [])


def may_go(lines, act):
    refused = any(line.refusals for line in lines)
    return any(line.differences for line in lines) and not (act.all_or_nothing and refused)


def digest_of(lines, form):
    """Of what was shown, and of all that was typed."""
    shown = [(line.record.pk, line.differences, line.refusals) for line in lines]
    typed = [form[name].value() for name in form.fields]
    return salted_hmac("opportunities.bulk", repr((shown, typed)), algorithm="sha256").hexdigest()


def say(page, request, lines):
    done = sum(bool(line.differences) for line in lines)
    text = ngettext("%(count)d record changed.", "%(count)d records changed.", done) % {"count": done}
    page.message_user(request, text, messages.SUCCESS)
    for line in lines:
        for why in line.refusals:
            text = _("Not changed, %(record)s: %(why)s") % {"record": line.record, "why": why}
            page.message_user(request, text, messages.ERROR)


def context(page, request, records, act, form, lines):
    is_across = request.POST.get("select_across") == "1"
    return {
        **page.admin_site.each_context(request),
        "title": act.title,
        "opts": page.opts,
        "act": act,
        "form": form,
        "records": records,
        "sent": records[:1] if is_across else records,
        "is_across": is_across,
        "lines": lines,
        "changing": sum(bool(line.differences) for line in lines),
        "may_go": bool(lines) and may_go(lines, act),
        "digest": digest_of(lines, form) if lines else "",
        "action": request.POST["action"],
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
    }
