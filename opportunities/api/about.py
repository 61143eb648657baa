"""What the API says of itself and of its reader."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView
from rest_framework.response import Response

from opportunities.api import operations, parameters, schema
from opportunities.api.authentication import scopes_of
from opportunities.api.conditional import is_known
from opportunities.api.resources import RESOURCES
from opportunities.api.views import Door
from opportunities.choices import Visibility
from opportunities.insights import INSIGHTS
from opportunities.models import Organisation
from opportunities.models.demo import demo_loaded
from opportunities.representations.outward import digest, etag
from opportunities.visibility import System, spoken_for


class About(Door):
    """Takes no parameters."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        parameters.refuse_unknown(self.query, known=())


class Index(About):
    schema = None

    def get(self, request):
        insights = [f"insights/{insight.name}" for insight in INSIGHTS]
        names = [*[resource.name for resource in RESOURCES], *insights, "changes", "me", "schema", "docs"]
        return Response({name: request.build_absolute_uri(reverse(f"api:{name}")) for name in names})


class Me(About):
    def operation(self):
        return operations.single("get_me", "Who you are to the API", "Me")

    def get(self, request):
        return Response(
            {
                "signed_in": request.user.is_authenticated,
                "reader": kind_of(request.user),
                "clearance": Visibility(self.level).name.lower(),
                "organisations": list(self.organisations(request.user)),
                "scopes": scopes_of(request.user),
                "token": token_of(request.user),
                "limits": {"page": parameters.MAX_LIMIT, "requests_per_minute": self.limit.quota or None},
                "demo": demo_loaded(),
            }
        )

    def organisations(self, reader):
        named = Organisation.objects.visible_at(self.level).filter(spoken_for(reader))
        return [{"id": uid, "slug": slug} for uid, slug in named.values_list("uid", "slug")]


def kind_of(reader):
    if isinstance(reader, System):
        return "system"
    return "person" if reader.is_authenticated else "anyone"


def token_of(reader):
    if not isinstance(reader, System):
        return None
    token = reader.token
    return {"name": token.name, "prefix": token.prefix, "expires_at": token.expires_at}


class Schema(About):
    def operation(self):
        return operations.document()

    def get(self, request):
        described = schema.document()
        tag = etag(digest(described.decode()))
        if is_known(request, tag):
            return self.not_modified(tag)
        return HttpResponse(described, content_type="application/json", headers={"ETag": tag})


class Docs(TemplateView):
    template_name = "api/docs.html"


class Nothing(About):
    """Every other address."""

    schema = None

    def initial(self, request, *args, **kwargs):
        raise Http404
