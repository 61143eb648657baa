"""What each property of a record may be, as JSON Schema: read off the columns of the model."""

from django.db import models
from django.utils.encoding import force_str

from opportunities.api.facts import FACTS, TODAY

UID = {"type": "string", "format": "uuid"}
MOMENT = {"type": "string", "format": "date-time"}
TEXT = {"$ref": "#/components/schemas/Text"}
# The first class that fits a column.
TYPES = (
    (models.UUIDField, UID),
    (models.DateTimeField, MOMENT),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.Field, {"type": "string"}),
)


def properties_of(resource):
    shape = resource.shape
    properties = {name: of_column(shape.model, lookup) for name, lookup in shape.all_columns.items()}
    properties |= {name: TEXT | about(shape.model, f"{name}_en") for name in shape.texts}
    properties |= {name: of_relation(shape.model, name, cited=False) for name in shape.parents}
    properties |= {name: of_relation(shape.model, name, cited=True) for name in shape.cited}
    properties |= {name: {"type": "array", "items": UID} for name in shape.many}
    properties |= FACTS.get(shape.kind, {})
    for name in shape.hidden:
        properties[name] = properties[name] | {"description": "Only for internal readers."}
    return properties | of_the_answer(resource)


def of_the_answer(resource):
    today = {"today": TODAY[resource.shape.kind]} if resource.shape.today_columns else {}
    return {
        "updated_at": MOMENT | {"description": "When what you can see of it last changed."},
        "etag": {"type": "string", "description": "The ETag of this record at its own address."},
        **today,
    }


def of_column(model, lookup):
    """The last column of the path, which is null as soon as one on the way is."""
    nullable = False
    for step in lookup.split("__"):
        field = model._meta.get_field(step)
        nullable, model = nullable or field.null, field.related_model
    schema = (
        words_of(field) if field.choices else dict(next(of for kind, of in TYPES if isinstance(field, kind)))
    )
    return (or_null(schema) if nullable else schema) | described(field)


def words_of(field):
    words = [force_str(word) if isinstance(word, str) else word for word, _ in field.flatchoices]
    words += [""] if field.blank else []
    return {"type": "string" if isinstance(words[0], str) else "integer", "enum": words}


def of_relation(model, name, cited):
    field = model._meta.get_field(name)
    return or_null(UID) if cited or field.null else dict(UID)


def or_null(schema):
    nullable = schema | {"type": [schema["type"], "null"]}
    return nullable | {"enum": [*schema["enum"], None]} if "enum" in schema else nullable


def about(model, column):
    return described(model._meta.get_field(column))


def described(field):
    return {"description": force_str(field.help_text)} if field.help_text else {}
