from django.urls import path

from opportunities.dashboards.briefing import BriefingPage
from opportunities.dashboards.complementarity import ComplementarityPage
from opportunities.dashboards.dialogue import DialoguePage
from opportunities.dashboards.download import DataPage
from opportunities.dashboards.initiative import InitiativePage
from opportunities.dashboards.initiatives import InitiativesPage
from opportunities.dashboards.ledger import LedgerPage
from opportunities.dashboards.method import MethodPage
from opportunities.dashboards.milestones import MilestonesPage
from opportunities.dashboards.moves import MovesPage
from opportunities.dashboards.organisations import OrganisationPage, OrganisationsPage
from opportunities.dashboards.overview import OverviewPage
from opportunities.dashboards.search import SearchPage
from opportunities.dashboards.since import SincePage
from opportunities.dashboards.slip import SlipPage
from opportunities.dashboards.stages import StagesPage
from opportunities.dashboards.timeline import TimelinePage

app_name = "dashboards"
urlpatterns = [
    path("", OverviewPage.as_view(), name="overview"),
    path("initiatives/", InitiativesPage.as_view(), name="initiatives"),
    path("i/<str:ref>", InitiativePage.as_view(), name="initiative"),
    path("briefing/", BriefingPage.as_view(), name="briefing"),
    path("data/", DataPage.as_view(), name="data"),
    path("dialogue/", DialoguePage.as_view(), name="dialogue"),
    path("dialogue/<uuid:uid>/", DialoguePage.as_view(), name="one_dialogue"),
    path("method/", MethodPage.as_view(), name="method"),
    path("orgs/", OrganisationsPage.as_view(), name="organisations"),
    path("orgs/<slug:slug>/", OrganisationPage.as_view(), name="organisation"),
    path("search/", SearchPage.as_view(), name="search"),
    path("since/", SincePage.as_view(), name="since"),
    path("timeline/", TimelinePage.as_view(), name="timeline"),
    path("slip/", SlipPage.as_view(), name="slip"),
    path("slip/moves/", MovesPage.as_view(), name="moves"),
    path("complementarity/", ComplementarityPage.as_view(), name="complementarity"),
    path("ledger/", LedgerPage.as_view(), name="ledger"),
    path("stages/", StagesPage.as_view(), name="stages"),
    path("ledger/milestones/", MilestonesPage.as_view(), name="milestones"),
]
