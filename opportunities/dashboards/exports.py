"""The list as a file: every row of the filter in the page's address, not only a page of them."""

from itertools import islice

import orjson
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opportunities.choices import Health
from opportunities.exchange import conditional
from opportunities.exchange.sheet import csv_lines
from opportunities.health import days_late
from opportunities.models.demo import demo_loaded
from opportunities.representations import SHAPES
from opportunities.representations.outward import Outward
from opportunities.sync.sights import with_sight

# Rows whose milestones and leads are asked for at once.
ROWS = 500


def as_csv(page):
    return long_csv(f"initiatives-{page.today}", header(page), rows(page))


def long_csv(name, header, rows):
    """A table of any length, sent while it is read."""
    return StreamingHttpResponse(csv_lines(*labelled(header, rows)), **of_csv(name))


def short_csv(name, header, rows):
    """A table that is sent whole, so that it has an ETag."""
    return HttpResponse("".join(csv_lines(*labelled(header, rows))), **of_csv(name))


def of_csv(name):
    """What says that an answer is a file of this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return {"content_type": "text/csv; charset=utf-8", "headers": headers}


def as_json(page):
    """What the API answers, record by record, with the address and the day that it answers."""
    found = with_sight(page.filtered().qs, page.level)
    seen = found.values("as_seen", "seen_at", *SHAPES["initiative"].today_columns)
    return StreamingHttpResponse(json_pieces(page, seen), content_type="application/json")


FORMATS = {"csv": as_csv, "json": as_json}


def answer(page):
    return conditional.answer(page.request, page.level, page.today, lambda: FORMATS[page.asked.format](page))


def labelled(header, rows):
    """While anything fictional is loaded, a last column says so on every line that may be copied."""
    if not demo_loaded():
        return header, rows
    fictional = _("Organisations, dates, stages and reports are fictional; what the dialogue raised is not.")
    return [*header, _("Demonstration data.")], ([*row, fictional] for row in rows)


def header(page):
    return [
        _("Identifier"),
        _("Ref"),
        _("Initiative"),
        _("Area (code)"),
        _("Area"),
        _("Stage (code)"),
        _("Stage"),
        _("Health (code)"),
        _("Health"),
        *[_("Lead: %(country)s") % {"country": side.name} for side in page.sides],
        _("Milestones met"),
        _("Milestones"),
        _("Next milestone"),
        _("Due on"),
        _("Owed by (code)"),
        _("Days late"),
        _("Last report"),
        _("Address"),
    ]


def rows(page):
    found = page.filtered().qs.select_related("area").iterator(chunk_size=ROWS)
    while initiatives := list(islice(found, ROWS)):
        milestones, leads = page.awaited(initiatives), page.leads(initiatives)
        for initiative in initiatives:
            yield row(page, initiative, milestones.get(initiative.pk), leads.get(initiative.pk, {}))


def row(page, initiative, milestone, leads):
    named = [leads[side.code].name if side.code in leads else _("Not named") for side in page.sides]
    address = reverse("dashboards:initiative", args=[initiative.ref or initiative.uid])
    return [
        initiative.uid,
        initiative.ref,
        initiative.title,
        initiative.area.slug,
        initiative.area.name,
        initiative.status,
        initiative.get_status_display(),
        initiative.health,
        initiative.health and Health(initiative.health).label,
        *named,
        initiative.milestones_met,
        initiative.milestones_total,
        milestone and milestone.title,
        initiative.next_due_on,
        milestone and milestone.side,
        days_late(initiative.next_due_on, page.today),
        initiative.last_report_on,
        page.request.build_absolute_uri(address),
    ]


def json_pieces(page, seen):
    start = orjson.dumps({"permalink": page.permalink, "day": page.today, "demo": demo_loaded()})
    yield start[:-1] + b',"results":['
    shown = (row for row in seen.iterator() if row["as_seen"])
    for place, row in enumerate(shown):
        outward = Outward(row, SHAPES["initiative"], page.level, page.today)
        yield (b"," if place else b"") + orjson.dumps(outward.whole())
    yield b"]}"
