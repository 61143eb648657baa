"""Addresses without a language: they lead to the page in the reader's own."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers


def home(request):
    return in_the_readers_language(reverse("dashboards:overview"))


def initiative(request, ref):
    # Whether there is such an initiative, the page itself says: to whoever may know.
    return in_the_readers_language(reverse("dashboards:initiative", args=[ref]))


def in_the_readers_language(url):
    response = redirect(url)
    patch_vary_headers(response, ["Accept-Language"])
    return response


urlpatterns = [
    path("", home, name="home"),
    path("i/<str:ref>", initiative, name="permalink"),
]
