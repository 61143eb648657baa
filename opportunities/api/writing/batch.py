"""Many operations in one request: all or nothing, and every refusal at once."""

import re
from http import HTTPStatus

from rest_framework.exceptions import APIException

from opportunities.api.problems import NOT_THERE
from opportunities.api.writing.contents import CONTENTS
from opportunities.api.writing.rejections import Rejected
from opportunities.api.writing.writer import Operation

MOST = 200
FIELDS = {"kind", "system", "external_id", "body"}
# What an address can hold, so that each record has one: no slash, nothing invisible.
SYSTEM = re.compile(r"[A-Za-z0-9._-]{1,60}")
EXTERNAL_ID = re.compile(r"[^/\s]{1,200}")


def read(said):
    """Operations, or a Rejected with a pointer to each that is not one."""
    listed = said.get("operations") if isinstance(said, dict) and said.keys() == {"operations"} else None
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST:
        raise Rejected(HTTPStatus.BAD_REQUEST, f'Send {{"operations": [...]}} with 1 to {MOST} operations.')
    errors = {f"/operations/{place}": why for place, each in enumerate(listed) if (why := wrong(each))}
    operations = [] if errors else [operation(each) for each in listed]
    errors = errors or repeated(operations)
    if errors:
        raise Rejected(HTTPStatus.BAD_REQUEST, errors=errors)
    return operations


def wrong(each):
    if not isinstance(each, dict) or each.keys() - FIELDS or "body" not in each:
        return f"An operation is an object with {', '.join(sorted(FIELDS))}; the external id may be left out."
    if each.get("kind") not in CONTENTS:
        return f"Unknown kind. Allowed: {', '.join(CONTENTS)}."
    if "system" in each or "external_id" in each:
        return wrong_name(each.get("system"), each.get("external_id"))
    return None


def wrong_name(system, external_id):
    if not isinstance(system, str) or not SYSTEM.fullmatch(system):
        return "The system is 1 to 60 letters, digits, points, hyphens or underscores."
    if not isinstance(external_id, str) or not EXTERNAL_ID.fullmatch(external_id):
        return "The external id is 1 to 200 characters without slashes and spaces."
    return None


def operation(each):
    return Operation(each["kind"], each["body"], each.get("system", ""), each.get("external_id", ""))


def repeated(operations):
    named = [operation.name if operation.external_id else None for operation in operations]
    return {
        f"/operations/{place}": "This external id stands twice in the batch."
        for place, name in enumerate(named)
        if name and name in named[:place]
    }


def refusals(operations, refused):
    """[{index, system, external_id, status, detail, errors}], by their place in the batch."""
    return [
        {
            "index": place,
            "system": operations[place].system,
            "external_id": operations[place].external_id,
            **as_item(refused[place]),
        }
        for place in sorted(refused)
    ]


def as_item(refusal):
    if not isinstance(refusal, APIException):
        return {"status": HTTPStatus.NOT_FOUND.value, "detail": NOT_THERE}
    return {"status": refusal.status_code, "detail": str(refusal.detail), **refusal.more}
