"""The OpenAPI description: the same bytes for everyone, kept in docs/openapi.json."""

from functools import cache

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer

from opportunities.api import operations
from opportunities.api.facts import whole
from opportunities.api.properties import UID, or_null, properties_of
from opportunities.api.resources import RESOURCES
from opportunities.choices import LANGUAGES, Visibility

STRING = {"type": "string"}


class DescribedByView(AutoSchema):
    """Every view says itself what it does: there are no serializers to guess it from."""

    def get_operation(self, path, path_regex, path_prefix, method, registry):
        return self.view.operation()


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
    # The order in which people read them.
    result["tags"] = [{"name": name} for name in (*[resource.name for resource in RESOURCES], "about")]
    result["components"] = {
        "schemas": OTHERS | records,
        "parameters": operations.shared_parameters(),
        "responses": operations.shared_refusals(),
    }
    return result


def record(resource):
    properties = properties_of(resource)
    always = [name for name in properties if name not in resource.shape.hidden]
    return {"type": "object", "properties": properties, "required": always}


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
    "errors": {"type": "object", "additionalProperties": STRING, "description": "By parameter."},
    "reason": {"$ref": "#/components/schemas/Text"},
}
ORGANISATION = whole({"id": UID, "slug": STRING})
OTHERS = {
    "Text": TEXT,
    "Problem": PROBLEM | {"description": "RFC 9457."},
    "Me": whole(
        {
            "signed_in": {"type": "boolean"},
            "clearance": {"type": "string", "enum": [level.name.lower() for level in Visibility]},
            "organisations": {"type": "array", "items": ORGANISATION},
            "scopes": {"type": "array", "items": STRING},
            "limits": whole({"page": {"type": "integer"}}),
            "demo": {"type": "boolean", "description": "Is fictional demo data loaded here?"},
        }
    ),
}
