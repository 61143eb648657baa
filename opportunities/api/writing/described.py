"""The operations that write, and what they answer, as OpenAPI describes them."""

from rest_framework import serializers

from opportunities.api import operations
from opportunities.api.facts import UID, YES_NO, maybe, whole, word
from opportunities.api.writing.batch import MOST
from opportunities.api.writing.contents import CONTENTS, OwnSide, Seen, SourceContent, SourceField, Words
from opportunities.choices import ProposalState

STRING = {"type": "string"}
TAG = "writing"
# What a field takes; by the first class that fits.
TAKES = (
    (Words, lambda field: component("Text")),
    (SourceField, lambda field: {"oneOf": [UID, component("SourceContent")]}),
    (Seen, lambda field: UID if field.required else maybe(UID)),
    (OwnSide, lambda field: {"type": ["string", "null"], "description": "Your own country's code."}),
    (serializers.ChoiceField, lambda field: word([*field.choices, *([""] if field.allow_blank else [])])),
    (serializers.BooleanField, lambda field: YES_NO),
    (serializers.DateField, lambda field: STRING | {"format": "date"}),
    (serializers.CharField, lambda field: STRING),
)
REFUSALS = {
    "400": "Malformed, or with an unknown field or parameter.",
    "401": "The credentials are not valid.",
    "403": "Visible, but not yours to write; or the token lacks the scope `progress:write`.",
    "404": "Nothing is there for you.",
    "409": "Settled already, or a request with this Idempotency-Key is still running.",
    "412": "It has changed since you read it; `etag` is the current one.",
    "413": "Larger than 1 MiB.",
    "422": "Understood and refused; `errors` says why, by JSON pointer, or `items` in a batch.",
    "428": "Send If-Match.",
    "503": "The database did not answer; ask again after Retry-After seconds.",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Your name for this request: sent again within 7 days, it is answered and not done again.",
    "schema": STRING | {"maxLength": 255},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what you read.",
    "schema": STRING,
}
DRY_RUN = {
    "name": "validate_only",
    "in": "query",
    "description": "Do everything, then take it back.",
    "schema": YES_NO,
}


def component(name):
    return {"$ref": f"#/components/schemas/{name}"}


def of_content(content):
    fields = content().fields
    schema = whole({name: takes(field) for name, field in fields.items()})
    return schema | {"required": [name for name, field in fields.items() if field.required]}


def takes(field):
    return next(schema(field) for kind, schema in TAKES if isinstance(field, kind))


def writes(name, summary, content, *parameters, status="200", answer="Proposal"):
    body = {"required": True, "content": {"application/json": {"schema": component(content)}}}
    done = operations.content("application/json", answer, "Written, or done before under the same key.")
    refused = {
        code: operations.content("application/problem+json", "Problem", why) for code, why in REFUSALS.items()
    }
    return {
        "operationId": name,
        "tags": [TAG],
        "summary": summary,
        "parameters": [*parameters, DRY_RUN],
        "requestBody": body,
        "responses": {status: done, **refused},
    }


def post(resource):
    kind, content = resource.shape.kind, f"{resource.title}Content"
    return writes(f"send_{kind}", f"Propose one of the {resource.name}", content, KEY, status="201")


def patch(resource):
    kind = resource.shape.kind
    summary = "Merge these fields into a proposal of yours that still waits (RFC 7396)"
    return writes(f"edit_{kind}", summary, f"{resource.title}Content", in_path("uid", UID), IF_MATCH)


def put(resource):
    kind = resource.shape.kind
    summary = "Make or replace the proposal that you know by this number; `Sync-Result` says which"
    names = [in_path(name, STRING) for name in ("system", "external_id")]
    return writes(f"put_{kind}_by_external_id", summary, f"{resource.title}Content", *names, KEY)


BY_METHOD = {"POST": post, "PATCH": patch, "PUT": put}


def batch():
    summary = f"Make or replace up to {MOST} proposals: all or nothing"
    return writes("send_batch", summary, "Batch", KEY, answer="BatchResults")


def by_external_id(resource):
    names = [in_path(name, STRING) for name in ("system", "external_id")]
    described = operations.single(
        f"get_{resource.shape.kind}_by_external_id", "The proposal that you know by this number", "Proposal"
    )
    return described | {"tags": [TAG], "parameters": names}


def proposals():
    described = operations.single("list_proposals", "What you sent, newest first", "ProposalPage")
    words = {"kind": word(CONTENTS), "state": word(ProposalState)}
    asked = [{"name": name, "in": "query", "schema": schema} for name, schema in words.items()]
    return described | {
        "tags": [TAG],
        "parameters": [*asked, *map(operations.shared, ("limit", "cursor"))],
    }


def proposal():
    described = operations.single("get_proposal", "What you sent, and what became of it", "Proposal")
    return described | {"tags": [TAG], "parameters": [in_path("uid", UID)]}


def in_path(name, schema):
    return {"name": name, "in": "path", "required": True, "schema": schema}


def components():
    contents = {f"{kind.title()}Content": of_content(content) for kind, content in CONTENTS.items()}
    names = {"kind": word(CONTENTS), "system": STRING, "external_id": STRING}
    operation = whole(names | {"body": {"anyOf": [component(name) for name in contents]}})
    result = whole(
        names | {"id": UID, "status": {"type": "integer"}, "sync": SYNC, "proposal": PROPOSAL_OR_NULL}
    )
    cursor = {"type": ["string", "null"], "format": "uri"}
    page = whole({"next": cursor, "previous": cursor, "results": array(component("Proposal"))})
    return contents | {
        "SourceContent": of_content(SourceContent),
        "Proposal": PROPOSAL,
        "ProposalPage": page,
        "Batch": whole({"operations": array(operation | {"required": ["kind", "body"]})}),
        "BatchResults": whole({"results": array(result)}),
    }


def array(items):
    return {"type": "array", "items": items}


SYNC = word(["created", "updated", "unchanged"])
PROPOSAL_OR_NULL = {"oneOf": [component("Proposal"), {"type": "null"}]}
PROPOSAL = whole(
    {
        "kind": word(CONTENTS),
        "id": UID,
        "state": word(ProposalState),
        "reason": STRING | {"description": "Why it was refused."},
        "etag": STRING,
        "object": {"oneOf": [component(f"{kind.title()}Sent") for kind in CONTENTS]},
    }
)
