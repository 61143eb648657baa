"""What the calendar and the feed have in common: they follow exactly the filter of a list of initiatives."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from opportunities.choices import LANGUAGES
from opportunities.exchange.conditional import answer
from opportunities.filters import InitiativeFilter
from opportunities.filters.fields import Word
from opportunities.health import today_in_seoul
from opportunities.models import Initiative
from opportunities.models.demo import demo_loaded
from opportunities.visibility import clearance

DEFAULT = next(iter(LANGUAGES))


class Feed(View):
    """Anonymous readers, such as calendars, get what is public; whoever is signed in, their own level."""

    http_method_names = ["get", "head", "options"]
    content_type = ""

    def get(self, request):
        self.level, self.today = clearance(request.user), today_in_seoul()
        language, problems = self.language()
        with translation.override(language):
            if problems := [*problems, *self.problems()]:
                return HttpResponse("\n".join(problems), status=400, content_type="text/plain; charset=utf-8")
            return answer(request, self.level, self.today, self.whole)

    def whole(self):
        return HttpResponse(self.body(), content_type=self.content_type)

    def language(self):
        """The one asked for by name, never guessed: one address, one answer. And what is wrong with it."""
        field = Word(choices=LANGUAGES.items(), required=False)
        try:
            return field.clean(self.request.GET.get("lang")) or DEFAULT, []
        except ValidationError as refusal:
            return DEFAULT, [f"lang: {why}" for why in refusal.messages]

    def problems(self):
        """Sentences that name each parameter which cannot be answered."""
        for name in sorted({*self.request.GET} - {*self.filtered.names(), "lang"}):
            yield _("%(name)s: there is no such filter.") % {"name": name}
        for name, whys in self.filtered.errors.items():
            yield from (f"{name}: {why}" for why in whys)

    @cached_property
    def filtered(self):
        seen = Initiative.objects.visible_at(self.level)
        return InitiativeFilter(self.request.GET, seen, level=self.level, today=self.today)

    @property
    def initiatives(self):
        return self.filtered.qs.order_by().values("pk")

    @cached_property
    def is_demo(self):
        return demo_loaded()

    def page_of(self, initiative):
        address = reverse("dashboards:initiative", args=[initiative.ref or initiative.uid])
        return self.request.build_absolute_uri(address)
