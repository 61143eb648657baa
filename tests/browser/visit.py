"""One page as a stranger's browser first meets it, and what was heard on the way."""

import gzip
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

LOOKS = {
    "wide": {"width": 1280, "scheme": "light"},
    "dark": {"width": 1280, "scheme": "dark"},
    "phone": {"width": 390, "scheme": "light"},
    "narrow": {"width": 320, "scheme": "light"},
}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# In CSSOM, because the policy refuses a style element: WCAG 1.4.12.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""


class Visit:
    def __init__(self, context, url):
        self.url, self.host = url, urlsplit(url).netloc
        self.page = context.new_page()
        self.complaints, self.requests = [], []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.answer = self.page.goto(url, wait_until="networkidle")

    def hear(self, message):
        # A page that is not there says so by its status, and Chromium repeats it aloud.
        repeated = message.text.startswith("Failed to load") and message.location["url"] == self.url
        if message.type in ("error", "warning") and not repeated:
            self.complaints.append(message.text)

    def look(self, width, scheme):
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 800})
        # Colours on their way from one scheme to the other have the contrast of neither.
        self.page.evaluate("() => Promise.all(document.getAnimations().map(each => each.finished))")

    @property
    def strangers(self):
        return [url for url in self.requests if urlsplit(url).netloc not in (self.host, "")]

    def weight(self):
        """(bytes, requests) of this first visit; the page itself as a proxy would compress it."""
        sizes = "() => performance.getEntriesByType('resource').map(entry => entry.transferSize)"
        files = self.page.evaluate(sizes)
        return sum(files) + len(gzip.compress(self.answer.body())), len(files) + 1

    def barriers(self, rules=(*RULES, "best-practice"), but=()):
        """["rule: element"] of what axe finds against WCAG 2.2 AA and good practice, but not within some."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        run = """([but, runOnly]) => axe.run(
            {exclude: but}, {runOnly, resultTypes: ['violations'], preload: false})"""
        found = self.page.evaluate(run, [but, rules])["violations"]
        return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]

    def overflow(self):
        """How many pixels a reader would have to scroll sideways."""
        return self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def space_out(self):
        self.page.evaluate(SPACED)
