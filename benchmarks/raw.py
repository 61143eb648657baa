"""The raw limit: the smallest WSGI app that answers what the list of initiatives answers.

It reads the same rows from the normalised tables and writes the same JSON, by hand: no framework, no filters
but the two that are measured, nobody signed in, no refusals. It reads no stored bodies: that advantage is the
tracker's own. Derived facts are worked out in Python, where that costs least.
"""

import os
import threading
from datetime import datetime, timedelta
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import orjson
import psycopg

from benchmarks.raw_queries import CITED, EVIDENCE, INITIATIVES, MILESTONES, PARTS, UPDATES

LEVEL = 1
SEOUL = ZoneInfo("Asia/Seoul")
LADDER = ("raised", "scoped", "agreed", "under_way", "delivered")
OWES_REPORTS = ("scoped", "agreed", "under_way")
WORST_FIRST = ("off_track", "at_risk", "on_track")
NO_MILESTONES = (0, 0, False, None, None)

local = threading.local()


def application(environ, start_response):
    asked = dict(parse_qsl(environ["QUERY_STRING"]))
    body = orjson.dumps(page(asked["area"], asked["status"], int(asked["limit"])), option=orjson.OPT_UTC_Z)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def cursor():
    if not hasattr(local, "cursor"):
        connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=0)
        local.cursor = connection.cursor()
    return local.cursor


def rows(query, **parameters):
    return cursor().execute(query, {"level": LEVEL, **parameters}).fetchall()


def page(area, status, limit):
    found = rows(INITIATIVES, area=area, status=status, limit=limit + 1)
    known = Known([row[0] for row in found[:limit]])
    today = datetime.now(SEOUL).date()
    results = [written(row, known, today) for row in found[:limit]]
    return {"next": results[-1]["id"] if len(found) > limit else None, "previous": None, "results": results}


class Known:
    """What belongs to the initiatives of a page, by initiative."""

    def __init__(self, ids):
        self.milestones = {pk: counted for pk, *counted in rows(MILESTONES, ids=ids)}
        self.updates = grouped(rows(UPDATES, ids=ids))
        self.parts = grouped(rows(PARTS, ids=ids))
        self.evidence = dict(rows(EVIDENCE, ids=ids))
        self.cited = grouped(rows(CITED, ids=ids))


def grouped(found):
    groups = {}
    for pk, *row in found:
        groups.setdefault(pk, []).append(row)
    return groups


def written(row, known, today):
    (pk, uid, ref, area, status, review, start, end, began, ended, rhythm, at, *words) = row
    total, met, dated_met, next_due, next_milestone = known.milestones.get(pk, NO_MILESTONES)
    last_report, status_changed, outlooks = reported(known.updates.get(pk, ()))
    leads, leads_named = led(known.parts.get(pk, ()))
    cited = known.cited.get(pk, ())
    has_agreement, has_evidence = known.evidence.get(pk) == 1, pk in known.evidence
    supported = stage(leads_named, has_agreement, dated_met, has_evidence and met == total)
    outlook = next((word for word in WORST_FIRST if word in outlooks.values()), None)
    claimed = status in LADDER and LADDER.index(status) > LADDER.index(supported)
    late = (today - next_due).days if next_due and next_due < today else None
    return {
        "actual_end_on": ended,
        "actual_start_on": began,
        "area": area,
        "claimed_not_shown": claimed,
        "frameworks": [other for kind, other in cited if kind == "framework"],
        "has_agreement": has_agreement,
        "has_evidence": has_evidence,
        "id": uid,
        "last_report_on": last_report,
        "leads": leads,
        "leads_named": leads_named,
        "milestones_met": met,
        "milestones_total": total,
        "next_due_on": next_due,
        "next_milestone": next_milestone,
        "outlook": outlook,
        "outlooks": outlooks,
        "planned_end_on": end,
        "planned_start_on": start,
        "ref": ref,
        "report_every_days": rhythm,
        "review_on": review,
        "short_title": in_three(words[3:6]),
        "status": status,
        "status_changed_on": status_changed,
        "summary": in_three(words[6:9]),
        "supported": supported,
        "takeaways": [other for kind, other in cited if kind == "takeaway"],
        "title": in_three(words[:3]),
        "updated_at": at,
        "today": {
            "health": health(status, late, outlook, last_report, rhythm, today),
            "days_late": late,
            "contradictions": contradictions(status, outlook, claimed, total > met, late, has_evidence),
        },
        "etag": f'"{uid.hex[:24]}.{at.microsecond:08x}"',
    }


def in_three(words):
    return dict(zip(("en", "fr", "ko"), words, strict=True))


def reported(updates):
    """Day of the last report and of the last change of status, and the latest outlook of each side."""
    outlooks, changed = {}, None
    for as_of, status, outlook, side in updates:  # newest first
        if status and not changed:
            changed = as_of
        if outlook:
            outlooks.setdefault(side or "joint", outlook)
    return updates[0][0] if updates else None, changed, outlooks


def led(parts):
    """The lead of each side, and whether every side that takes part has one."""
    leads, unnamed = {}, set()
    for code, is_side, organisation in parts:
        if organisation:
            leads[code] = organisation
        elif is_side:
            unnamed.add(code)
    return leads, bool(parts) and unnamed <= leads.keys()


def stage(leads_named, has_agreement, dated_met, all_shown):
    supported = "raised"
    for reached, holds in zip(LADDER[1:], (leads_named, has_agreement, dated_met, all_shown), strict=True):
        if not holds:
            break
        supported = reached
    return supported


def health(status, late, outlook, last_report, rhythm, today):
    if status not in OWES_REPORTS:
        return None
    if late:
        return "late"
    if outlook in ("off_track", "at_risk"):
        return outlook
    if not last_report or last_report < today - timedelta(rhythm):
        return "no_report"
    return outlook or "not_assessed"


def contradictions(status, outlook, claimed, is_open, late, has_evidence):
    good = outlook == "on_track"
    found = (
        ("claimed_not_shown", claimed),
        ("delivered_open", status == "delivered" and is_open),
        ("on_track_late", good and late),
        ("good_unshown", good and not has_evidence),
    )
    return [word for word, holds in found if holds]
