"""What every page's frame shows: nothing is asked of the database until a page shows it."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, Prefetch
from django.utils.functional import SimpleLazyObject

from opportunities.models import Dialogue, Organisation, Source
from opportunities.models.demo import demo_loaded, demo_records
from opportunities.visibility import clearance, may_see


def site(request):
    dialogue = SimpleLazyObject(lambda: latest_dialogue(request))
    return {
        "contact": settings.CONTACT,
        # Asked along with the dialogue where one is seen: a query of its own would be paid by every page.
        "demo_loaded": SimpleLazyObject(lambda: dialogue.demo_loaded if dialogue else demo_loaded()),
        "dialogue": dialogue,
    }


def latest_dialogue(request):
    """As the reader may see it; None before there is one."""
    # A request refused early, for its host or its size, has not met its user.
    return dialogues_at(clearance(getattr(request, "user", AnonymousUser()))).first()


def dialogues_at(level):
    """The latest first, each with ``shows_source`` and ``shown_convenors``."""
    dialogues = Dialogue.objects.visible_at(level).prefetch_related(
        Prefetch("convenors", Organisation.objects.visible_at(level), to_attr="shown_convenors")
    )
    shown = dialogues.annotate(
        shows_source=may_see(level, Source, "source__"), demo_loaded=Exists(demo_records())
    )
    return shown.select_related("source").order_by(F("held_on").desc(nulls_last=True), "-pk")
