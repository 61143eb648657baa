"""The doors of the API: one strong base, a list and a detail; resources.py says of what."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.response import Response
from rest_framework.views import APIView

from opportunities.api import operations, parameters
from opportunities.api.authentication import needs
from opportunities.api.conditional import is_known
from opportunities.api.limits import PerMinute
from opportunities.api.problems import Refused
from opportunities.api.renderers import AlwaysTheFirst
from opportunities.api.schema import DescribedByView
from opportunities.choices import LANGUAGES, Scope
from opportunities.filters.keyset import BadCursor
from opportunities.health import today_in_seoul
from opportunities.representations.outward import Outward, etag
from opportunities.sync.sights import head, with_head, with_sight
from opportunities.visibility import clearance


class Door(APIView):
    """Knows its reader's level and the day, each read once; every answer says how it may be kept."""

    http_method_names = ["get", "head", "options"]
    content_negotiation_class = AlwaysTheFirst
    permission_classes = [needs(Scope.READ)]
    schema = DescribedByView()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.limit = PerMinute()

    def initial(self, request, *args, **kwargs):
        # Before anything else: a session would first be asked for a CSRF token.
        if request.method.lower() not in self.http_method_names:
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)
        self.level = clearance(request.user)
        self.today = today_in_seoul()
        self.query = parameters.query_of(request)

    def perform_authentication(self, request):
        try:
            super().perform_authentication(request)
        finally:
            # A token that is refused counts too, for the address that sent it.
            if not self.limit.allow_request(request, self):
                self.throttled(request, self.limit.wait())

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.limit.quota is None:
            # Refused before it was asked who asks.
            self.limit.count(request, AnonymousUser())
        for name, value in self.limit.headers.items():
            response[name] = value
        # Not request.user, which would ask again for what was just refused.
        whose = "private" if request._request.user.is_authenticated else "public"
        response["Cache-Control"] = f"{whose}, no-cache"
        response["Content-Language"] = ", ".join(LANGUAGES)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    def options(self, request, *args, **kwargs):
        """Which methods there are, and nothing else."""
        return Response(status=204)

    def answer(self, body, tag):
        return Response(body, headers={"ETag": tag})

    def not_modified(self, tag):
        return Response(status=304, headers={"ETag": tag})

    def link(self, cursor):
        if cursor is None:
            return None
        query = self.query.copy()
        query["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")


class RecordDoor(Door):
    resource = None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.day = self.today if self.resource.shape.today_columns else ""

    def asked(self, known, repeatable=()):
        parameters.refuse_unknown(self.query, known, {"fields", *repeatable})
        return parameters.read(self.query, lambda: self.resource.field_names(self.level))

    def seen(self):
        return self.resource.shape.model.objects.visible_at(self.level)

    def rows(self, records, *more):
        return with_sight(records, self.level).values(*self.resource.columns, *more)

    def outward(self, row):
        return Outward(row, self.resource.shape, self.level, self.today)


class RecordList(RecordDoor):
    def operation(self):
        return operations.listing(self.resource)

    def get(self, request):
        if "If-None-Match" in request.headers:
            # Only an answer of ours has this tag, so its address need not be judged again.
            tag = self.tag(head(self.level))
            if is_known(request, tag):
                return self.not_modified(tag)
        filters = self.resource.filters
        asked = self.asked(
            [*filters.base_filters, *parameters.PAGING, *parameters.SHAPING], filters.repeatable()
        )
        return self.page(self.filtered(), asked)

    def tag(self, mark):
        return etag(mark, self.level, self.day, self.request.get_full_path())

    def filtered(self):
        filtered = self.resource.filters(
            self.query, self.seen(), level=self.level, today=self.today, only=self.query.keys()
        )
        if not filtered.is_valid():
            raise Refused({name: " ".join(messages) for name, messages in filtered.errors.items()})
        return filtered

    def page(self, filtered, asked):
        rows = self.rows(with_head(filtered.qs, self.level), "head", *filtered.keyset.names)
        try:
            page = filtered.keyset.page(rows, asked.limit, asked.cursor)
        except BadCursor as refusal:
            raise Refused({"cursor": refusal.message}) from None
        mark = page.rows[0]["head"] if page.rows else head(self.level)
        body = {
            "next": self.link(page.next),
            "previous": self.link(page.previous),
            # A row that never passed the recorder has no stored body to answer with.
            "results": [self.outward(row).shaped(asked) for row in page.rows if row["as_seen"]],
        }
        if asked.count:
            body["count"] = filtered.qs.count()
        return self.answer(body, self.tag(mark))


class RecordDetail(RecordDoor):
    def operation(self):
        return operations.detail(self.resource)

    def get(self, request, uid):
        asked = self.asked(parameters.SHAPING)
        outward = self.find(uid)
        tag = outward.etag(self.query.urlencode())
        return self.not_modified(tag) if is_known(request, tag) else self.answer(outward.shaped(asked), tag)

    def find(self, uid):
        records = self.seen().filter(uid=uid)
        row = self.rows(self.resource.filters.annotated(records, self.level, self.today)).first()
        if not (row and row["as_seen"]):
            self.resource.explain_absence(uid, self.level)
            raise Http404
        return self.outward(row)
