from django.urls import path

from opportunities.feeds.atom import UpdatesFeed
from opportunities.feeds.calendar import MilestoneCalendar

app_name = "feeds"
urlpatterns = [
    path("milestones.ics", MilestoneCalendar.as_view(), name="milestones"),
    path("updates.atom", UpdatesFeed.as_view(), name="updates"),
]
