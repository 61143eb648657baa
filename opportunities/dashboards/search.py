from http import HTTPStatus

from django.shortcuts import redirect

from opportunities.dashboards.page import Page
from opportunities.filters import InitiativeFilter, OrganisationFilter, TakeawayFilter
from opportunities.filters.fields import SearchText
from opportunities.models import Initiative, Organisation, Takeaway

ROWS = 20
# {kind: (model, filters, shown with it, order)}; `q` means here what it means in every list.
SEARCHED = {
    "initiatives": (Initiative, InitiativeFilter, (), ("area__order", "ref", "pk")),
    "organisations": (Organisation, OrganisationFilter, (), ("slug",)),
    "takeaways": (Takeaway, TakeawayFilter, ("dialogue",), ("dialogue", "pk")),
}


class SearchPage(Page):
    """Where is it? Over all that the reader may see."""

    template_name = "dashboards/search.html"
    nav = "search"
    parameters = {"q": SearchText(required=False)}

    def get(self, request, *args, **kwargs):
        self.text = self.form.cleaned_data.get("q") or ""
        # Said beside the field, not on a page of errors.
        self.refusals = self.form.errors.pop("q", [])
        ref = self.text and self.ref()
        return redirect("dashboards:initiative", ref) if ref else super().get(request, *args, **kwargs)

    def ref(self):
        """Of the initiative, where the text is one: whoever knows its ref wants its page."""
        named = Initiative.objects.visible_at(self.level).filter(ref__iexact=self.text)
        return named.values_list("ref", flat=True).first()

    def get_context_data(self, **kwargs):
        found = {kind: self.found(*searched) for kind, searched in SEARCHED.items()} if self.text else {}
        return super().get_context_data(
            text=self.text,
            refusals=self.refusals,
            found=found,
            nothing=bool(self.text) and not any(rows for rows, _more in found.values()),
            **kwargs,
        )

    def found(self, model, filters, related, order):
        """(the first rows, are there more?)."""
        seen = model.objects.visible_at(self.level)
        asked = filters({"q": self.text}, seen, level=self.level, today=self.today, only=["q"])
        rows = list(asked.qs.select_related(*related).order_by(*order)[: ROWS + 1])
        return rows[:ROWS], len(rows) > ROWS

    def render_to_response(self, context, **kwargs):
        status = HTTPStatus.BAD_REQUEST if self.refusals else HTTPStatus.OK
        return super().render_to_response(context, status=status, **kwargs)
