from django.urls import path, re_path

from opportunities.api import about
from opportunities.api.resources import RESOURCES
from opportunities.api.views import RecordDetail, RecordList

app_name = "api"
urlpatterns = [
    path("", about.Index.as_view(), name="index"),
    path("me/", about.Me.as_view(), name="me"),
    path("schema/", about.Schema.as_view(), name="schema"),
    path("docs/", about.Docs.as_view(), name="docs"),
]
for resource in RESOURCES:
    urlpatterns += [
        path(f"{resource.name}/", RecordList.as_view(resource=resource), name=resource.name),
        path(
            f"{resource.name}/<uuid:uid>/", RecordDetail.as_view(resource=resource), name=resource.shape.kind
        ),
    ]
# Only with a slash at the end: without one, Django sends the reader to where it has one.
urlpatterns.append(re_path("^.+/$", about.Nothing.as_view(), name="nothing"))
