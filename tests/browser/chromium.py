"""Debian's Chromium, told to stay at home: on its own it asks its maker for updates and lists."""

from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM

ALONE = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


@contextmanager
def running():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ALONE)
        yield browser
        browser.close()
