"""The operations of the API, as OpenAPI describes them: parameters are read off the filters."""

from django.utils.encoding import force_str

from opportunities.api.parameters import DEFAULT_LIMIT, MAX_LIMIT, PAGING, SHAPING
from opportunities.choices import LANGUAGES, Visibility
from opportunities.filters import fields

STRING = {"type": "string"}
LIMIT = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
OTHERS = {
    "limit": LIMIT | {"description": "Records on a page."},
    "cursor": STRING | {"description": "From `next` or `previous` of a page."},
    "count": {"type": "boolean", "description": "Count all that match; costs time."},
    "fields": STRING | {"description": "Only these properties, separated by commas."},
    "lang": {
        "type": "string",
        "enum": list(LANGUAGES),
        "description": "Each text in one language, or else the first in which it is written.",
    },
}
# What a parameter takes; by the first class that fits its field.
TAKES = (
    (fields.Words, lambda field: several({"type": "string", "enum": field.allowed})),
    (fields.Word, lambda field: {"type": "string", "enum": field.allowed}),
    (fields.Identifiers, lambda field: several(STRING | {"format": "uuid"})),
    (fields.Records, lambda field: several(STRING)),
    (fields.Dues, lambda field: several(STRING | {"examples": ["overdue", "30", "2026-01-01..2026-03-31"]})),
    (fields.YesNo, lambda field: {"type": "boolean"}),
    (fields.Day, lambda field: STRING | {"format": "date"}),
    (fields.Moment, lambda field: STRING | {"format": "date-time"}),
    (fields.Number, lambda field: {"type": "integer", "minimum": 0, "maximum": 9999}),
    (fields.SearchText, lambda field: STRING | {"maxLength": fields.SearchText.LONGEST}),
)
REFUSALS = {
    "400": ("Refused", "A parameter is unknown or cannot be answered; `errors` names it."),
    "401": ("NotValid", "The credentials are not valid."),
    "404": ("NotThere", "Nothing is there for you."),
    "410": ("Withdrawn", "It was withdrawn; `reason` says why."),
}


def several(items):
    return {"type": "array", "items": items}


def listing(resource):
    filters = resource.filters(None, resource.shape.model.objects.none(), level=Visibility.PUBLIC).filters
    described = [of_filter(name, each.field) for name, each in filters.items()]
    return {
        "operationId": f"list_{resource.name}",
        "summary": f"A page of {resource.name}",
        "tags": [resource.name],
        "parameters": [*described, *map(shared, (*PAGING, *SHAPING))],
        "responses": answers(f"{resource.title}Page", "400", "401"),
    }


def detail(resource):
    uid = {"name": "uid", "in": "path", "required": True, "schema": STRING | {"format": "uuid"}}
    gone = ["410"] if resource.may_be_gone else []
    return {
        "operationId": f"get_{resource.shape.kind}",
        "summary": f"One of the {resource.name}",
        "tags": [resource.name],
        "parameters": [uid, *map(shared, SHAPING)],
        "responses": answers(resource.title, "400", "401", "404", *gone),
    }


def single(name, summary, component):
    return {
        "operationId": name,
        "tags": ["about"],
        "summary": summary,
        "responses": answers(component, "400", "401"),
    }


def of_filter(name, field):
    takes = next(takes for kind, takes in TAKES if isinstance(field, kind))
    return in_query(name, takes(field) | {"description": description(field)})


def description(field):
    label = force_str(field.label)
    return f"{label}: {', '.join([*field.keys, 'id'])}." if isinstance(field, fields.Records) else f"{label}."


def shared(name):
    return {"$ref": f"#/components/parameters/{name}"}


def shared_parameters():
    return {name: in_query(name, schema) for name, schema in OTHERS.items()}


def shared_refusals():
    return {
        name: content("application/problem+json", "Problem", description)
        for name, description in REFUSALS.values()
    }


def in_query(name, schema):
    schema = dict(schema)
    return {"name": name, "in": "query", "description": schema.pop("description"), "schema": schema}


def answers(component, *problems):
    return {
        "200": content("application/json", component, "As asked for."),
        "304": {"description": "What you hold, by its ETag, is up to date."},
        **{code: {"$ref": f"#/components/responses/{REFUSALS[code][0]}"} for code in problems},
    }


def content(media_type, component, description):
    schema = {"$ref": f"#/components/schemas/{component}"}
    return {"description": description, "content": {media_type: {"schema": schema}}}


def document():
    media_type = {"application/json": {"schema": {"type": "object"}}}
    return single("get_schema", "This description", "Me") | {
        "responses": {"200": {"description": "OpenAPI 3.1, the same for everyone.", "content": media_type}}
    }
