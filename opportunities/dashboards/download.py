from uuid import UUID

from django.urls import reverse

from opportunities.choices import LANGUAGES
from opportunities.dashboards import dictionary
from opportunities.dashboards.page import Page
from opportunities.representations import SHAPES

ANY = UUID(int=0)


class DataPage(Page):
    """How do I get it, what does each field mean, and how do I keep my copy in step?"""

    template_name = "dashboards/data.html"
    nav = "data"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            records=dictionary.records(),
            code_lists=dictionary.code_lists(),
            languages=LANGUAGES.values(),
            lists=[self.address_of(kind) for kind in SHAPES],
            host=self.request.build_absolute_uri("/").removesuffix("/"),
            **self.last_change(),
            **kwargs,
        )

    def address_of(self, kind):
        """Of the list of these records in the API: each stands below it, under its id."""
        return reverse(f"api:{kind}", args=[ANY]).removesuffix(f"{ANY}/")
