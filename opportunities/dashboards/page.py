"""What every page has in common: its reader's level, the one clock, and honest caching."""

from hashlib import blake2b

from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.generic import TemplateView

from opportunities.health import today_in_seoul
from opportunities.models.standing import sides
from opportunities.visibility import clearance

# The alternat: on its own pages each country comes first.
OWN_COUNTRY = {"en": "CA", "fr": "CA", "ko": "KR"}


class Page(TemplateView):
    http_method_names = ["get", "head", "options"]
    nav = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.level = clearance(request.user)
        self.today = today_in_seoul()

    @cached_property
    def sides(self):
        own = OWN_COUNTRY[get_language()]
        return sorted(sides(), key=lambda country: (country.code != own, country.code))

    def get_context_data(self, **kwargs):
        frame = {"nav_current": self.nav, "today": self.today, "sides": self.sides}
        return super().get_context_data(**frame, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs).render()
        signed_in = self.request.user.is_authenticated
        # Asked for anew each time: what is withdrawn is gone at the next request.
        patch_cache_control(response, no_cache=True, **{"private" if signed_in else "public": True})
        etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        return get_conditional_response(self.request, etag=etag, response=response)
