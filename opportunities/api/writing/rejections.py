"""Why something was not written: the status of the answer, and a sentence for each place in the body."""

from http import HTTPStatus

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelRefusal
from rest_framework.exceptions import APIException

from opportunities.api.writing.contents import NOT_THERE, NOT_YOURS, UNKNOWN
from opportunities.choices import LANGUAGES

# The first of these codes that occurs decides; every other refusal is 422.
STATUSES = {
    UNKNOWN: HTTPStatus.BAD_REQUEST,
    NOT_THERE: HTTPStatus.NOT_FOUND,
    NOT_YOURS: HTTPStatus.FORBIDDEN,
}


class Rejected(APIException):
    """Nothing was written."""

    default_detail = "Nothing was written: see `errors`, by place in the body."

    def __init__(self, status, detail=None, errors=None, headers=None, **more):
        super().__init__(detail)
        self.status_code = HTTPStatus(status).value
        self.more = ({"errors": errors} if errors else {}) | more
        self.headers = headers or {}

    @classmethod
    def by(cls, refusal, pointer=""):
        """From a ValidationError, of the API's fields or of the model found at ``pointer``."""
        if isinstance(refusal, ModelRefusal):
            return cls(HTTPStatus.UNPROCESSABLE_ENTITY, errors=dict(of_model(refusal, pointer)))
        errors = dict(of_fields(refusal.detail))
        codes = {error.code for error in errors.values()}
        status = next((STATUSES[code] for code in STATUSES if code in codes), HTTPStatus.UNPROCESSABLE_ENTITY)
        return cls(status, errors={pointer: str(error) for pointer, error in errors.items()})


def of_fields(detail, pointer=""):
    """(JSON pointer, error) of each error of a serializer, however deep."""
    if isinstance(detail, dict):
        for name, further in detail.items():
            whole = name == "non_field_errors"
            yield from of_fields(further, pointer if whole else f"{pointer}/{escaped(name)}")
    elif isinstance(detail, list):
        yield from of_fields(detail[0], pointer)
    else:
        yield pointer, detail


def of_model(refusal, pointer):
    """(JSON pointer, sentence) of what a model refuses: ``body_en`` is /body/en."""
    if not hasattr(refusal, "error_dict"):
        yield pointer, " ".join(refusal.messages)
        return
    for name, sentences in refusal.message_dict.items():
        place = "" if name == NON_FIELD_ERRORS else f"/{in_body(name)}"
        yield pointer + place, " ".join(sentences)


def in_body(column):
    name, _, language = column.rpartition("_")
    return f"{name}/{language}" if language in LANGUAGES else column


def escaped(name):
    return str(name).replace("~", "~0").replace("/", "~1")[:100]
