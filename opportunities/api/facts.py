"""Derived facts as JSON Schema. They are worked out from what the reader may see."""

from opportunities.choices import LADDER, Contradiction, Health, MilestoneState, Outlook

DATE = {"type": "string", "format": "date"}
UID = {"type": "string", "format": "uuid"}
NUMBER = {"type": "integer"}
YES_NO = {"type": "boolean"}


def maybe(schema):
    return schema | {"type": [schema["type"], "null"]}


def word(words):
    return {"type": "string", "enum": [str(each) for each in words]}


def word_or_null(words):
    return {"type": ["string", "null"], "enum": [*word(words)["enum"], None]}


def by_side(schema):
    return {"type": "object", "additionalProperties": schema}


def whole(properties):
    return {"type": "object", "properties": properties, "required": list(properties)}


FACTS = {
    "initiative": {
        "milestones_total": NUMBER | {"description": "Without the cancelled ones."},
        "milestones_met": NUMBER,
        "next_due_on": maybe(DATE) | {"description": "When the next open milestone is due."},
        "next_milestone": maybe(UID),
        "last_report_on": maybe(DATE),
        "status_changed_on": maybe(DATE),
        "outlook": word_or_null(Outlook) | {"description": "The worst that stands; null is not assessed."},
        "outlooks": by_side(word(Outlook)) | {"description": "By country code, or `joint`."},
        "leads": by_side(UID) | {"description": "The leading organisation by country code, once named."},
        "leads_named": YES_NO | {"description": "Is a lead named on every side that takes part?"},
        "has_agreement": YES_NO,
        "has_evidence": YES_NO,
        "supported": word(LADDER) | {"description": "The stage that the facts support."},
        "claimed_not_shown": YES_NO | {"description": "Is the status ahead of that stage?"},
    },
    "milestone": {
        "original_due_on": maybe(DATE) | {"description": "Before its first move, as far as you can see."},
        "side": {"type": ["string", "null"], "description": "Code of the country that owes it."},
        "slip_days": maybe(NUMBER) | {"description": "Days after the original date."},
    },
    "evidence": {
        "is_published": YES_NO | {"description": "Does it count? A partner's proposal waits for that."},
    },
}

TODAY = {
    "initiative": whole(
        {
            "health": word_or_null(Health) | {"description": "Null where no health is claimed."},
            "days_late": maybe(NUMBER),
            "contradictions": {"type": "array", "items": word(Contradiction)},
        }
    ),
    "milestone": whole(
        {
            "state": word(MilestoneState),
            "days_late": maybe(NUMBER),
            "days_left": maybe(NUMBER),
        }
    ),
}
