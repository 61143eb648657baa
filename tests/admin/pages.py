"""What a page of the staff's site says of itself to one person, asked without drawing it."""

from types import SimpleNamespace

from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory


def asking(user, query=None, sent=None):
    """A request of this person for a list."""
    request = RequestFactory().get("/", query) if sent is None else RequestFactory().post("/", sent)
    request.user, request._messages = user, CookieStorage(request)
    request.resolver_match = SimpleNamespace(app_name="admin", url_name="list")
    return request


def page(model):
    return admin.site.get_model_admin(model)


def listed(user, model, **query):
    """The records that the list shows for these words in its address."""
    request = asking(user, query)
    return list(page(model).get_changelist_instance(request).get_queryset(request))


def found(user, model, words):
    """The records that a search in the list finds."""
    request = asking(user)
    return list(page(model).get_search_results(request, page(model).get_queryset(request), words)[0])


def facets(user, model, **query):
    """{filter: [choice with its count]} beside the list."""
    shown = page(model).get_changelist_instance(asking(user, query))
    return {
        str(each.title): [str(choice["display"]) for choice in each.choices(shown)]
        for each in shown.filter_specs
    }


def told(request):
    """The sentences that the next page shows."""
    return [str(message) for message in request._messages]


def member_of(group, User, name="member"):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set([Group.objects.get(name=group)])
    return user
