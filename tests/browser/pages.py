"""Every page that stakeholders read, found from the resolver: a KeyError for one nobody has thought of."""

import re

from opportunities.dashboards import urls

# Where an address names a record, a record of the demonstration that has much to show.
GIVEN = {"ref": "CHP-1", "slug": "innovation-industry-ca", "uid": "bd21c107-7654-572e-9387-07b55404c322"}
LANGUAGES = ("en", "fr", "ko")
STATES = {
    "one health": "initiatives/?health=late&health=at_risk",
    "nothing found": "initiatives/?q=nothing-of-this-name",
    "a parameter it cannot answer": "initiatives/?health=nonsense",
    "no such page": "nothing/",
    "words found": "search/?q=ai",
    "words not found": "search/?q=nothing-of-this-name",
}


def pages():
    """{what it is: address below the language}"""
    found = {route.name: filled(str(route.pattern)) for route in urls.urlpatterns}
    return found | STATES


def filled(route):
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: GIVEN[match[1]], route)
