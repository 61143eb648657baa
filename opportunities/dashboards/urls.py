from django.urls import path

from opportunities.dashboards.initiative import InitiativePage
from opportunities.dashboards.initiatives import InitiativesPage
from opportunities.dashboards.overview import OverviewPage

app_name = "dashboards"
urlpatterns = [
    path("", OverviewPage.as_view(), name="overview"),
    path("initiatives/", InitiativesPage.as_view(), name="initiatives"),
    path("i/<str:ref>", InitiativePage.as_view(), name="initiative"),
]
