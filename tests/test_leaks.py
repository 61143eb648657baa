"""Non-interference: hidden work moves not one byte of what a reader gets, at any address the project knows.

Every address of the resolver is visited, or the build fails. Each negative has its twin: staff do see it.
"""

import re

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from opportunities import models
from opportunities.choices import Visibility
from opportunities.health import today_in_seoul
from opportunities.models.base import unit_of_work
from opportunities.representations import KIND_OF
from tests import make
from tests.conftest import holding, signed_in

# Addresses that are patterns of text rather than of parameters.
REGEX = {
    "api/v1/^.+/$": "api/v1/nothing/",
    "admin/(?P<url>.*)$": "admin/nothing",
    "admin/^(?P<app_label>opportunities|auth)/$": "admin/opportunities/",
    "admin/^(?P<app_label>auth|opportunities)/$": "admin/opportunities/",
}
GIVEN = {
    "uidb64": "x",
    "token": "y",
    "ref": "CHP-1",
    "slug": "named",
    "app_label": "opportunities",
    "upload": "1",
    "extension": "csv",
    "system": "crm",
    "external_id": "7",
    "provider_id": "sso",
}
# Of what the address without a resource is.
OTHERS = {"en/dialogue/": "dialogue", "api/v1/proposals/": "update", "admin/desk/undo/": "update"}
QUERIES = ("", "?count=true", "?q=secret", "?lang=ko", "?ordering=-updated_at", "?limit=1")
# Pages that are files too, or answer to what is asked; and feeds.
FEED = ("", "?lang=ko", "?country=CA&due=overdue")
PAGES = {
    "en/initiatives/": ("", "?format=csv", "?format=json"),
    "en/ledger/": ("", "?area=chips", "?format=csv&table=next", "?format=json"),
    "en/ledger/milestones/": ("", "?owing=side&open=true", "?country=KR"),
    "en/slip/moves/": ("", "?owing=side", "?owed_by=KR&format=csv"),
    "en/complementarity/": ("", "?area=chips&format=csv&table=sides"),
    "en/stages/": ("", "?area=chips", "?format=csv&table=flags", "?format=json"),
    "en/i/<str:ref>": ("", "?as_reader=public", "?as_reader=staff"),
    "en/search/": ("", "?q=secret", "?q=CHP-2"),
    "en/briefing/": ("", f"?as_of={today_in_seoul()}", "?as_of=2026-11-24&area=chips"),
    "admin/": ("", "?as_of=2026-03-02"),
    "feeds/milestones.ics": FEED,
    "feeds/updates.atom": FEED,
}
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"'
    # The key of a second step, drawn anew each time it is offered.
    rb"|data:image/svg\+xml;base64,[^\"]*|<code>[A-Z2-7]{32}</code>"
)


def routes(resolver=None, prefix=""):
    """[(route, callback)] of every address, admin included."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            yield route, entry.callback


class World:
    """An initiative that all may read, hidden parts of every kind on it, and an initiative that is hidden."""

    def __init__(self, hidden):
        self.hidden = hidden
        # Recorded once: each on its own takes its time.
        with unit_of_work():
            self.make()

    def make(self):
        self.chips = make.initiative("Chips", status="under_way")
        make.lead(self.chips, make.organisation("named"))
        self.shown = {
            "milestone": make.milestone(self.chips),
            "update": make.update(self.chips, outlook="on_track"),
        }
        self.secret = self.make_secrets("secret")
        # Whoever among them has a desk, has these initiatives on it.
        for membership in models.Membership.objects.all():
            membership.areas.set([self.chips.area])

    def make_secrets(self, word):
        level, chips = self.hidden, self.chips
        dialogue = make.dialogue(word, level)
        takeaway = make.takeaway(dialogue, word[:8], level, title_en=word)
        chips.takeaways.add(takeaway)
        milestone = make.milestone(chips, level, title_en=word)
        source = make.source(word, level)
        secrets = {
            "initiative": make.initiative(word, level),
            "organisation": make.organisation(f"{word}-organisation", level),
            "dialogue": dialogue,
            "takeaway": takeaway,
            "strength": make.strength(takeaway, level, summary_en=word),
            "framework": make.framework(word, level),
            "milestone": milestone,
            "update": make.update(chips, level, body_en=word, outlook="off_track"),
            "decision": make.decision(chips, level, question_en=word),
            "source": source,
            "evidence": make.evidence(level, initiative=chips, source=source),
            "participation": make.participation(chips, "KR", level, contribution_en=word),
        }
        milestone.move(None, "technical", word)
        secrets["revision"] = milestone.revisions.get()
        chips.frameworks.add(secrets["framework"])
        self.propose(word, secrets)
        return secrets

    def propose(self, word, secrets):
        """By another organisation, and by the readers' own about what has been hidden since."""
        theirs = {"organisation": secrets["organisation"], "uid": secrets["update"].uid}
        models.Proposal.objects.create(
            kind="update", refused_at=self.chips.created_at, refusal_reason=word, **theirs
        )
        for own in models.Organisation.objects.filter(slug="alice-institute"):
            about = make.update(secrets["initiative"], make.PARTNERS, body_en=word)
            models.Proposal.objects.create(organisation=own, kind="update", uid=about.uid, external_id=word)

    def work(self):
        """What staff do out of sight: more of every kind, edits, and deletions."""
        self.make_secrets("surprise")
        late = make.milestone(self.chips, self.hidden, title_en="Late in secret")
        late.meet(make.DAY)
        make.milestone(self.chips, self.hidden, responsible=self.chips.participations.get(country__code="CA"))
        self.secret["initiative"].title_en = "Secret, renamed"
        self.secret["initiative"].save()
        self.secret["organisation"].name_en = "Secret, renamed"
        self.secret["organisation"].save()
        make.update(self.chips, self.hidden, published_at=None, body_en="Draft in secret")
        self.secret["decision"].delete()
        self.secret["evidence"].delete()
        if self.hidden == Visibility.INTERNAL:
            self.chips.report_every_days = 90
            self.chips.officer = models.Membership._meta.get_field("user").related_model.objects.first()
            self.chips.save()

    def addresses(self):
        """{route: [address]}: KeyError for a route that nobody has thought of."""
        return {route: list(self.filled(route, callback)) for route, callback in routes()}

    def filled(self, route, callback):
        resource = getattr(callback, "view_initkwargs", {}).get("resource")
        if route in REGEX:
            yield "/" + REGEX[route]
        elif "<uuid:uid>" in route:
            kind = resource.shape.kind if resource else OTHERS[route.partition("<")[0]]
            for record in self.records(kind):
                yield "/" + route.replace("<uuid:uid>", str(record.uid))
        elif "object_id" in route or "<id>" in route:
            yield from self.of_admin(route)
        elif "autocomplete" in route:
            yield f"/{route}?term=&app_label=opportunities&model_name=milestone&field_name=initiative"
        else:
            address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: GIVEN[match[1]], route)
            queries = QUERIES if resource else PAGES.get(route, QUERIES[:1])
            for language in ("/en/", "/fr/", "/ko/") if address.startswith("/en/") else ("/",):
                spoken = re.sub("^/en/|^/", language, address, count=1)
                yield from (spoken + query for query in queries)

    def records(self, kind):
        return [record for group in (self.shown, self.secret) if (record := group.get(kind))] or self.any(
            kind
        )

    def any(self, kind):
        return list(next(model for model, name in KIND_OF.items() if name == kind).objects.all()[:1])

    def of_admin(self, route):
        content_type = ContentType.objects.get_for_model(models.Initiative)
        route = route.replace("<path:content_type_id>", str(content_type.pk))
        route = route.replace("<int:content_type_id>", str(content_type.pk))
        for pk in (self.chips.pk, self.secret["initiative"].pk):
            yield "/" + route.replace("<path:object_id>", str(pk)).replace("<id>", str(pk))


def visit(client, addresses):
    """{address: all that leaves the house}, times of day and forgery tokens aside."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        body = CHANGING.sub(b"", b"".join(answer) if answer.streaming else answer.content)
        headers = {name: answer.headers.get(name) for name in ("ETag", "Last-Modified", "Location", "Link")}
        found[address] = (answer.status_code, body, headers)
    return found


@pytest.fixture
def clerk(alice):
    """A partner with an account in the admin and every right there but to see internal records."""
    alice.is_staff = True
    alice.save()
    rights = Permission.objects.filter(content_type__app_label="opportunities")
    alice.user_permissions.set(rights.exclude(codename="see_internal"))
    return signed_in(alice)


@pytest.fixture
def expired(alice):
    """A system whose token has expired."""
    text = make.token(alice.memberships.get().organisation, name="Expired")
    models.Token.objects.filter(name="Expired").update(expires_at=timezone.now())
    return holding(text)


@pytest.fixture
def readers(public, partner, clerk, system, expired, staff):
    return {
        "public": public,
        "partner": partner,
        "clerk": clerk,
        "system": system,
        "expired": expired,
        "staff": staff,
    }


@pytest.mark.parametrize(
    ("reader", "hidden"),
    [
        ("public", "INTERNAL"),
        ("public", "PARTNERS"),
        ("partner", "INTERNAL"),
        ("clerk", "INTERNAL"),
        ("system", "INTERNAL"),
        ("expired", "PARTNERS"),
    ],
)
def test_hidden_work_moves_not_one_byte(readers, reader, hidden):
    world = World(Visibility[hidden])
    addresses = [address for group in world.addresses().values() for address in group]
    before = visit(readers[reader], addresses)
    world.work()
    after = visit(readers[reader], addresses)
    assert [address for address in addresses if before[address] != after[address]] == []
    assert [address for address in addresses if before[address][0] >= 500] == []
    told = b"".join(body for _status, body, _headers in after.values()).lower()
    assert b"surprise" not in told.replace(b"?q=secret", b"")


def test_an_expired_token_is_told_the_same_at_every_address_of_the_api(expired):
    addresses = [each for group in World(Visibility.PARTNERS).addresses().values() for each in group]
    # The page of documentation asks nobody; no address is told like every other; a batch is only sent.
    open_to_all = {"/api/v1/docs/", "/api/v1/nothing/", "/api/v1/batch/"}
    api = [each for each in addresses if each.startswith("/api/") and each not in open_to_all]
    told = {(status, body) for status, body, _headers in visit(expired, api).values()}
    assert len(api) > 100
    assert len(told) == 1
    assert told.pop()[0] == 401


SHOWS = (
    *("/en/", "/fr/", "/ko/", "/en/initiatives/", "/en/i/CHP-1", "/en/since/"),
    *("/en/initiatives/?format=csv", "/en/initiatives/?format=json"),
    *("/en/orgs/", "/en/orgs/named/", "/en/dialogue/", "/en/search/?q=surprise"),
    *("/feeds/milestones.ics", "/feeds/updates.atom", f"/en/briefing/?as_of={today_in_seoul()}"),
    *("/en/ledger/", "/en/ledger/milestones/", "/en/stages/", "/en/ledger/?format=csv"),
    *("/en/timeline/", "/ko/timeline/?baseline=1", "/en/slip/", "/en/complementarity/"),
    *("/en/slip/moves/", "/en/slip/moves/?format=csv"),
    *(f"/api/v1/insights/{name}/" for name in ("ledger", "stages", "freshness")),
    *(f"/api/v1/insights/{name}/" for name in ("slip", "complementarity", "timeline", "pace", "since")),
    *(f"/api/v1/{name}/" for name in ("initiatives", "milestones", "updates", "organisations", "takeaways")),
    *(
        f"/api/v1/{name}/"
        for name in ("strengths", "frameworks", "dialogues", "sources", "evidence", "decisions")
    ),
    *("/api/v1/participations/", "/api/v1/revisions/", "/api/v1/changes/"),
    *("/admin/", "/admin/?as_of=2026-03-02", "/admin/desk/mail/"),
    *("/admin/opportunities/initiative/", "/admin/opportunities/milestone/", "/admin/opportunities/change/"),
    *("/admin/opportunities/initiative/export.csv", "/admin/opportunities/milestone/export.csv"),
    "/admin/opportunities/change/week/",
)


def test_but_staff_see_it_at_every_place_that_shows_it(staff):
    world = World(Visibility.INTERNAL)
    before = visit(staff, SHOWS)
    world.work()
    after = visit(staff, SHOWS)
    assert [address for address in SHOWS if before[address] == after[address]] == []


def test_a_late_milestone_of_partners_shows_to_partners_only(public, partner):
    chips = make.initiative(status="under_way")
    make.update(chips, outlook="on_track", as_of=make.DAY)
    before = {client: visit(client, ["/en/", "/en/i/CHP-1"]) for client in (public, partner)}
    make.milestone(chips, make.PARTNERS, title_en="Quietly late")
    assert visit(public, ["/en/", "/en/i/CHP-1"]) == before[public]
    assert b"Quietly late" in visit(partner, ["/en/i/CHP-1"])["/en/i/CHP-1"][1]
