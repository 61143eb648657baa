"""One browser and one site for all; where there is no Chromium, none of these tests."""

import os

import pytest

from tests.browser import CHROMIUM
from tests.browser.chromium import running
from tests.browser.site import serving

if not CHROMIUM:
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("Chromium is not installed, and CI leaves nothing out.")
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture(scope="package")
def browser():
    """Ends with this folder: other tests must not find its event loop running."""
    with running() as launched:
        yield launched
