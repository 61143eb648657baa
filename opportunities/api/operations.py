"""The operations of the API, as OpenAPI describes them: parameters are read off the filters."""

from inspect import cleandoc

from django.utils.encoding import force_str

from opportunities.api.parameters import DEFAULT_LIMIT, MAX_LIMIT, PAGING, SHAPING
from opportunities.choices import LANGUAGES, Visibility
from opportunities.filters import InitiativeFilter, fields
from opportunities.filters.initiatives import NARROWED_BY
from opportunities.models import Initiative
from opportunities.representations import SHAPES

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
LOCATION = {"Location": {"schema": STRING}}
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
    "403": ("NotAllowed", "The token lacks a scope; `detail` names it."),
    "404": ("NotThere", "Nothing is there for you."),
    "410": ("Withdrawn", "It was withdrawn; `reason` says why."),
    "429": ("TooMany", "Too many requests this minute; `Retry-After` says for how many seconds to wait."),
}
# What any address may answer.
ALWAYS = ("400", "401", "403", "429")


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
        "responses": answers(f"{resource.title}Page", *ALWAYS),
    }


def detail(resource):
    uid = {"name": "uid", "in": "path", "required": True, "schema": STRING | {"format": "uuid"}}
    gone = ["410"] if resource.may_be_gone else []
    return {
        "operationId": f"get_{resource.shape.kind}",
        "summary": f"One of the {resource.name}",
        "tags": [resource.name],
        "parameters": [uid, *map(shared, SHAPING)],
        "responses": answers(resource.title, *ALWAYS, "404", *gone),
    }


def changes():
    kind = {"type": "string", "enum": sorted(SHAPES)}
    anew = "What changed can no longer be told (`code` is `resync_required`): start anew at `Location`."
    given = {
        "cursor": STRING | {"description": "From the last answer. Without one, all there is comes first."},
        "kinds": several(kind) | {"description": "Only these; also separated by commas."},
    }
    operation = single("list_changes", "What changed since", "Changes")
    operation["parameters"] = [*[in_query(name, schema) for name, schema in given.items()], shared("limit")]
    gone = content("application/problem+json", "Problem", anew) | {"headers": LOCATION}
    operation["responses"]["410"] = gone
    return operation


def insight(shown, further):
    filters = InitiativeFilter(
        None, Initiative.objects.none(), level=Visibility.PUBLIC, only=NARROWED_BY
    ).filters
    return {
        "operationId": f"get_insight_{shown.name}",
        "summary": f"The insight “{shown.name}”",
        "description": cleandoc(shown.__doc__),
        "tags": ["insights"],
        "parameters": [of_filter(name, field) for name, field in (fields_of(filters) | further).items()],
        "responses": answers(f"{shown.__name__}Insight", "400", "401"),
    }


def fields_of(filters):
    return {name: each.field for name, each in filters.items()}


def single(name, summary, component):
    return {
        "operationId": name,
        "tags": ["about"],
        "summary": summary,
        "responses": answers(component, *ALWAYS),
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
        **{code: {"$ref": f"#/components/responses/{REFUSALS[code][0]}"} for code in sorted(problems)},
    }


def content(media_type, component, description):
    schema = {"$ref": f"#/components/schemas/{component}"}
    return {"description": description, "content": {media_type: {"schema": schema}}}


def document():
    media_type = {"application/json": {"schema": {"type": "object"}}}
    return single("get_schema", "This description", "Me") | {
        "responses": {"200": {"description": "OpenAPI 3.1, the same for everyone.", "content": media_type}}
    }
