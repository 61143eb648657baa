"""Writes the pictures of docs/images from a freshly seeded demonstration: `make pictures`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.chromium import running
from tests.browser.site import PASSWORD, ROOT, serving

WIDE = {"width": 1280, "height": 1000}
PHONE = {"width": 390, "height": 844}
# A4 at 96 dots an inch, and the margins that paper has and a screen has not.
PAPER = {"width": 794, "height": 1123}
MARGINS = "() => { document.body.style.padding = '48px' }"
# {name: (address, what the browser is like)}
PICTURES = {
    "overview-en": ("en/", {"viewport": WIDE}),
    "overview-ko": ("ko/", {"viewport": WIDE}),
    "overview-dark": ("fr/", {"viewport": WIDE, "color_scheme": "dark"}),
    "list": ("en/initiatives/?health=late&health=at_risk", {"viewport": WIDE}),
    "initiative": ("en/i/CHP-1", {"viewport": WIDE}),
    "timeline": ("en/timeline/", {"viewport": WIDE}),
    "phone": ("ko/i/CHP-1", {"viewport": PHONE, "device_scale_factor": 2}),
    "briefing": ("en/briefing/", {"viewport": PAPER}),
    "admin": ("admin/opportunities/initiative/", {"viewport": WIDE}),
    "desk": ("admin/", {"viewport": WIDE}),
    "desk-logged": ("admin/", {"viewport": {"width": 1280, "height": 620}}),
    "desk-take-back": ("admin/", {"viewport": {"width": 1280, "height": 480}}),
    "history": ("admin/opportunities/initiative/?q=CHP-1", {"viewport": {"width": 1280, "height": 800}}),
}


def main():
    with TemporaryDirectory() as folder, serving(folder) as site, running() as browser:
        for name, (address, like) in PICTURES.items():
            context = browser.new_context(base_url=site.url, **like)
            page = context.new_page()
            if address.startswith("admin/"):
                sign_in(page)
            if name == "briefing":
                page.emulate_media(media="print")
            page.goto(f"/{address}", wait_until="networkidle")
            DONE.get(name, lambda page: None)(page)
            write(name, page.screenshot())
            context.close()


def log(page):
    row = page.locator(".desk__row").first
    row.get_by_role("textbox").fill("The operator of the northern site has signed.")
    row.get_by_label("On track").check()
    row.get_by_label("is met").check()
    row.get_by_role("button", name="Log").click()
    row.get_by_text("Logged", exact=True).wait_for()
    page.goto("/admin/", wait_until="networkidle")


def ask_to_take_back(page):
    """What the picture before this one has logged, by way of its draft."""
    page.get_by_role("link", name="Preview CHP-1").last.click()
    page.get_by_role("button", name="Save and publish").click()
    page.get_by_text("Published. Readers:").wait_for()
    page.goto("/admin/opportunities/progressupdate/?published=yes")
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Take it back").click()


def open_history(page):
    page.get_by_role("link", name="CHP-1", exact=True).click()
    page.get_by_role("link", name="History").click()


# What is done on the page before its picture is taken.
DONE = {
    "briefing": lambda page: page.evaluate(MARGINS),
    "desk-logged": log,
    "desk-take-back": ask_to_take_back,
    "history": open_history,
}


def sign_in(page):
    page.goto("/admin/login/?next=/healthz")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/healthz")


def write(name, picture):
    path = Path(ROOT, "docs/images", f"{name}.png")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(picture)
    print(f"{path.relative_to(ROOT)}: {len(picture) // 1000} KB")


if __name__ == "__main__":
    main()
