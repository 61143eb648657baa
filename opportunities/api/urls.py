from django.urls import path, re_path

from opportunities.api import about
from opportunities.api.changes import Changes
from opportunities.api.insights import door_of
from opportunities.api.resources import RESOURCES
from opportunities.api.views import RecordDetail, RecordList
from opportunities.api.writing import views as writing
from opportunities.api.writing.contents import CONTENTS
from opportunities.insights import INSIGHTS

app_name = "api"
urlpatterns = [
    path("", about.Index.as_view(), name="index"),
    path("changes/", Changes.as_view(), name="changes"),
    path("me/", about.Me.as_view(), name="me"),
    path("schema/", about.Schema.as_view(), name="schema"),
    path("docs/", about.Docs.as_view(), name="docs"),
]
for resource in RESOURCES:
    name, kind, of = resource.name, resource.shape.kind, {"resource": resource}
    listed, detail = RecordList, RecordDetail
    if kind in CONTENTS:
        listed, detail = writing.ProposableList, writing.ProposableDetail
        by_theirs = f"{name}/by-external-id/<str:system>/<str:external_id>/"
        urlpatterns.append(path(by_theirs, writing.ByExternalId.as_view(**of), name=f"{kind}-by-external-id"))
    urlpatterns += [
        path(f"{name}/", listed.as_view(**of), name=name),
        path(f"{name}/<uuid:uid>/", detail.as_view(**of), name=kind),
    ]
urlpatterns += [
    path("batch/", writing.Batch.as_view(), name="batch"),
    path("proposals/", writing.ProposalList.as_view(), name="proposals"),
    path("proposals/<uuid:uid>/", writing.ProposalDetail.as_view(), name="proposal"),
]
urlpatterns += [
    path(f"insights/{insight.name}/", door_of(insight), name=f"insights/{insight.name}")
    for insight in INSIGHTS
]
# Only with a slash at the end: without one, Django sends the reader to where it has one.
urlpatterns.append(re_path("^.+/$", about.Nothing.as_view(), name="nothing"))
