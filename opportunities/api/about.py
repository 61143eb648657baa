"""What the API says of itself and of its reader."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView
from rest_framework.response import Response

from opportunities.api import operations, parameters, schema
from opportunities.api.conditional import digest, etag, is_known
from opportunities.api.resources import RESOURCES
from opportunities.api.views import Door
from opportunities.choices import Visibility
from opportunities.models import Organisation
from opportunities.models.demo import demo_loaded


class About(Door):
    """Takes no parameters."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        parameters.refuse_unknown(self.query, known=())


class Index(About):
    schema = None

    def get(self, request):
        names = [*[resource.name for resource in RESOURCES], "me", "schema", "docs"]
        return Response({name: request.build_absolute_uri(reverse(f"api:{name}")) for name in names})


class Me(About):
    def operation(self):
        return operations.single("get_me", "Who you are to the API", "Me")

    def get(self, request):
        return Response(
            {
                "signed_in": request.user.is_authenticated,
                "clearance": Visibility(self.level).name.lower(),
                "organisations": list(self.organisations(request.user)),
                "scopes": ["read"],
                "limits": {"page": parameters.MAX_LIMIT},
                "demo": demo_loaded(),
            }
        )

    def organisations(self, user):
        if not user.is_authenticated:
            return []
        spoken_for = Organisation.objects.visible_at(self.level).filter(memberships__user=user)
        return [{"id": uid, "slug": slug} for uid, slug in spoken_for.values_list("uid", "slug")]


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
