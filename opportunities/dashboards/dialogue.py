from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils.functional import cached_property

from opportunities.choices import TakeawayKind
from opportunities.dashboards.context import dialogues_at
from opportunities.dashboards.page import Page
from opportunities.insights.provenance import answer, without_initiative
from opportunities.models import Framework, Initiative, Strength, Takeaway


class DialoguePage(Page):
    """What was said, where is that written, and what came of it?"""

    template_name = "dashboards/dialogue.html"
    nav = "dialogue"

    @cached_property
    def dialogues(self):
        return list(dialogues_at(self.level).select_related("country"))

    @cached_property
    def dialogue(self):
        """The one that the address names, else the latest; None before there is one."""
        if "uid" not in self.kwargs:
            return next(iter(self.dialogues), None)
        for dialogue in self.dialogues:
            if dialogue.uid == self.kwargs["uid"]:
                return dialogue
        raise Http404

    def get_context_data(self, **kwargs):
        shown = self.shown() if self.dialogue else {}
        others = [each for each in self.dialogues if each != self.dialogue]
        return super().get_context_data(dialogue=self.dialogue, others=others, **shown, **kwargs)

    def shown(self):
        takeaways, strengths = self.takeaways(), self.strengths()
        frameworks = list(Framework.objects.visible_at(self.level).select_related("chair_country"))
        of_kind = {kind: [each for each in takeaways if each.kind == kind] for kind in TakeawayKind}
        return {
            "source": self.source,
            "sections": [
                (kind, found) for kind, found in of_kind.items() if found and kind != TakeawayKind.QUESTION
            ],
            "answers": [
                answer(question, takeaways, frameworks, strengths)
                for question in of_kind[TakeawayKind.QUESTION]
            ],
            "strengths": [
                (side, [each for each in strengths if each.country_id == side.pk]) for side in self.sides
            ],
            "frameworks": frameworks,
            "without_initiative": without_initiative(takeaways),
            "without_takeaway": self.initiatives.exclude(takeaways__in=self.seen_takeaways),
        }

    @property
    def source(self):
        return self.dialogue.source if self.dialogue.shows_source else None

    @property
    def initiatives(self):
        return Initiative.objects.visible_at(self.level).order_by("area__order", "ref", "pk")

    @property
    def seen_takeaways(self):
        return Takeaway.objects.visible_at(self.level)

    def takeaways(self):
        """Each with what ``came_of_it``, and its ``words`` where the source's text is loaded and intact."""
        came_of_it = Prefetch("initiatives", self.initiatives, to_attr="came_of_it")
        mine = self.seen_takeaways.filter(dialogue=self.dialogue).order_by("pk")
        takeaways = list(mine.prefetch_related(came_of_it))
        quotable = self.source if self.source and self.source.is_intact else None
        for takeaway in takeaways:
            takeaway.words = takeaway.quoted_from(quotable)
        return takeaways

    def strengths(self):
        """What this dialogue's takeaways, or its source, say that a side brings."""
        stated_here = Q(takeaway__dialogue=self.dialogue)
        if self.source:
            stated_here |= Q(source=self.source)
        return list(
            Strength.objects.visible_at(self.level).filter(stated_here).select_related("country", "takeaway")
        )
