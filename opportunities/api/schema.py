"""The OpenAPI description: the same bytes for everyone, kept in docs/openapi.json."""

from functools import cache

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer

from opportunities.api import operations, rows
from opportunities.api.facts import NUMBER, maybe, whole, word
from opportunities.api.properties import MOMENT, UID, or_null, properties_of
from opportunities.api.resources import RESOURCES
from opportunities.api.writing import described
from opportunities.api.writing.contents import CONTENTS
from opportunities.choices import LANGUAGES, Scope, Visibility
from opportunities.representations import SHAPES

STRING = {"type": "string"}


class DescribedByView(AutoSchema):
    """Every view says itself what it does: there are no serializers to guess it from."""

    def get_operation(self, path, path_regex, path_prefix, method, registry):
        return self.view.operation() if method == "GET" else self.view.operation_that_writes(method)


@cache
def document():
    """Made once in a process: it depends on nothing but the code."""
    with translation.override("en"):
        schema = SchemaGenerator().get_schema(request=None, public=True)
    return OpenApiJsonRenderer().render(schema, renderer_context={})


def add_components(result, generator, request, public):
    """Hook of drf-spectacular."""
    records = {}
    for resource in RESOURCES:
        records |= {resource.title: record(resource), f"{resource.title}Page": page(resource)}
        if resource.shape.kind in CONTENTS:
            records[f"{resource.title}Sent"] = sent(resource)
    # The order in which people read them.
    tags = (*[resource.name for resource in RESOURCES], described.TAG, rows.TAG, "about")
    result["tags"] = [{"name": name} for name in tags]
    result["components"] = {
        "schemas": OTHERS | records | described.components() | rows.components(),
        "parameters": operations.shared_parameters(),
        "responses": operations.shared_refusals(),
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    # Nobody needs to sign in to read what is public.
    result["security"] = [{}, {"token": []}]
    return result


def record(resource):
    properties = properties_of(resource)
    always = [name for name in properties if name not in resource.shape.hidden]
    return {"type": "object", "properties": properties, "required": always}


def sent(resource):
    """The record within a proposal, which has the ETag of both."""
    properties = properties_of(resource)
    kept = {name: properties[name] for name in properties if name not in {"updated_at", "etag", "today"}}
    return whole(kept) | {"description": "As partners see it."}


def page(resource):
    cursor = or_null(STRING | {"format": "uri"})
    results = {"type": "array", "items": {"$ref": f"#/components/schemas/{resource.title}"}}
    whole_page = whole({"next": cursor, "previous": cursor, "results": results})
    whole_page["properties"]["count"] = {"type": "integer", "description": "With `count=true`."}
    return whole_page


TEXT = whole(dict.fromkeys(LANGUAGES, STRING)) | {
    "description": "A text by language; empty where it is not written."
}
PROBLEM = whole({"type": STRING, "title": STRING, "status": {"type": "integer"}, "detail": STRING})
PROBLEM["properties"] |= {
    "errors": {
        "type": "object",
        "additionalProperties": STRING,
        "description": "By parameter, or by JSON pointer into the body.",
    },
    "reason": {"$ref": "#/components/schemas/Text"},
}
PROBLEM["properties"]["code"] = STRING | {"description": "For programs: `resync_required`."}
CHANGE = whole(
    {
        "op": {"type": "string", "enum": ["upsert", "remove"]},
        "kind": {"type": "string", "enum": sorted(SHAPES)},
        "id": UID,
    }
)
CHANGE["properties"]["object"] = {
    "type": "object",
    "description": "With `upsert`: the record as at its own address, without `today` and `etag`.",
}
ORGANISATION = whole({"id": UID, "slug": STRING})
OTHERS = {
    "Text": TEXT,
    "Problem": PROBLEM | {"description": "RFC 9457."},
    "Changes": whole(
        {
            "mode": {
                "type": "string",
                "enum": ["snapshot", "delta"],
                "description": "A snapshot is all there is; drop what it does not bring once it has no more.",
            },
            "changes": {"type": "array", "items": CHANGE},
            "cursor": STRING | {"description": "For the next question, now or later."},
            "has_more": {"type": "boolean", "description": "Ask again at once?"},
            "poll_after": {"type": "integer", "description": "Else after so many seconds."},
        }
    ),
    "Me": whole(
        {
            "signed_in": {"type": "boolean"},
            "reader": {"type": "string", "enum": ["anyone", "person", "system"]},
            "clearance": {"type": "string", "enum": [level.name.lower() for level in Visibility]},
            "organisations": {"type": "array", "items": ORGANISATION},
            "scopes": {"type": "array", "items": word(Scope)},
            "token": or_null(whole({"name": STRING, "prefix": STRING, "expires_at": MOMENT})),
            "limits": whole({"page": NUMBER, "requests_per_minute": maybe(NUMBER)}),
            "demo": {"type": "boolean", "description": "Is fictional demo data loaded here?"},
        }
    ),
}
