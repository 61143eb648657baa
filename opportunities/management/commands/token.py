"""Issues, lists, rotates and revokes the tokens with which partners' systems sign in."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from opportunities.choices import Scope
from opportunities.models import Organisation, Token
from opportunities.models.access import LIFETIME, LONGEST, OVERLAP

LINE = "{token.organisation.slug}  {token.prefix}  {token.state.value}  until {until}  {scopes}  {token.name}"


class Command(BaseCommand):
    help = "Tokens of organisations. A new text goes to standard output alone, and is told this once."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        issue = verbs.add_parser("issue", help="give an organisation a token")
        issue.add_argument("organisation", help="its slug")
        issue.add_argument("name", help="what the token is for")
        issue.add_argument("--scope", action="append", choices=Scope.values, help="may be repeated; or read")
        issue.add_argument("--days", type=int, default=LIFETIME, help=f"how long it is valid ({LIFETIME})")
        verbs.add_parser("list", help="show all tokens, without their secrets")
        rotate = verbs.add_parser("rotate", help="issue a successor; the old one ends after an overlap")
        rotate.add_argument("prefix")
        rotate.add_argument("--overlap", type=int, default=OVERLAP.days, help=f"in days ({OVERLAP.days})")
        revoke = verbs.add_parser("revoke", help="end a token at once")
        revoke.add_argument("prefix")

    def handle(self, *, verb, **options):
        try:
            getattr(self, verb)(**options)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None

    def issue(self, organisation, name, scope, days, **options):
        self.tell(Token.issue(organisation_called(organisation), name, scope or [Scope.READ.value], days))

    def list(self, **options):
        for token in Token.objects.select_related("organisation"):
            until, scopes = f"{token.expires_at:%Y-%m-%d}", ",".join(token.scopes)
            self.stdout.write(LINE.format(token=token, until=until, scopes=scopes))

    def rotate(self, prefix, overlap, **options):
        if not 0 <= overlap <= LONGEST:
            raise CommandError(f"The overlap is a number of days from 0 to {LONGEST}.")
        self.tell(token_called(prefix).rotate(timedelta(days=overlap)))

    def revoke(self, prefix, **options):
        token = token_called(prefix)
        token.revoke()
        self.stdout.write(f"Revoked: {token}.")

    def tell(self, issued):
        token, text = issued
        self.stdout.write(text)
        told = f"Told this once: {token}, valid until {token.expires_at:%Y-%m-%d}."
        self.stderr.write(told, self.style.SUCCESS)


def organisation_called(slug):
    if found := Organisation.objects.filter(slug=slug).first():
        return found
    known = ", ".join(Organisation.objects.values_list("slug", flat=True)) or "none yet"
    raise CommandError(f"There is no organisation “{slug}”. There are: {known}.")


def token_called(prefix):
    # Whoever found a whole token where it should not be may paste it as it is.
    key = prefix.removeprefix("trk_").partition("_")[0]
    if found := Token.objects.select_related("organisation").filter(key=key).first():
        return found
    raise CommandError(f"There is no token trk_{key}. “token list” shows those there are.")
