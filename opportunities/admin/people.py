"""People and their invitations: whoever is invited chooses the first password, and nobody else knows it."""

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import PasswordResetForm
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from opportunities.admin.fields import InOneWindow
from opportunities.admin.readers import InternalOnly, WrittenByInsiders
from opportunities.models import Membership

User = get_user_model()


class NewPersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "email", "first_name", "last_name"]
        help_texts = {"email": _("The invitation is sent there.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class Invitation(PasswordResetForm):
    """A password reset for somebody who has no password yet, whom Django's own passes over."""

    def __init__(self, user):
        super().__init__({"email": user.email})
        self.user = user

    def get_users(self, email):
        return [self.user]

    def send(self, request):
        """Whether there was an address to send it to."""
        if self.is_valid():
            self.save(
                request=request,
                use_https=request.is_secure(),
                subject_template_name="registration/invitation_subject.txt",
                email_template_name="registration/invitation.txt",
                extra_email_context={"days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)},
            )
        return self.is_valid()


class MembershipRows(InOneWindow, InternalOnly, WrittenByInsiders, admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["organisation", "areas"]


admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(InternalOnly, WrittenByInsiders, UserAdmin):
    add_form = NewPersonForm
    add_form_template = "admin/change_form.html"
    add_fieldsets = [(None, {"fields": ["username", "email", ("first_name", "last_name")]})]
    list_display = ["username", "email", "first_name", "last_name", "is_staff", "has_password"]
    list_display += ["has_second_step"]
    inlines = [MembershipRows]
    actions = ["invite", "take_second_step_off"]

    def get_queryset(self, request):
        apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_second_step=Exists(apps))

    @admin.display(description=_("has a password"), boolean=True)
    def has_password(self, person):
        return person.has_usable_password()

    @admin.display(description=_("has a second step"), boolean=True)
    def has_second_step(self, person):
        return person.has_second_step

    def get_readonly_fields(self, request, obj=None):
        kept = [] if request.user.is_superuser else ["is_superuser", "user_permissions"]
        return [*super().get_readonly_fields(request, obj), *kept, "last_login", "date_joined"]

    def has_change_permission(self, request, obj=None):
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or self.may_take_over(request, obj))

    def may_take_over(self, request, person):
        """Whoever may change an account may take it over."""
        return request.user.is_superuser or not person.is_superuser

    @admin.action(description=_("Send an invitation to choose a password"), permissions=["change"])
    def invite(self, request, people):
        waiting = [person for person in people if person.is_active and not person.has_usable_password()]
        sent = sum(Invitation(person).send(request) for person in waiting)
        passed_over = len(people) - sent
        if sent:
            text = ngettext("%(count)d invitation sent.", "%(count)d invitations sent.", sent)
            self.message_user(request, text % {"count": sent}, messages.SUCCESS)
        if passed_over:
            text = ngettext(
                "%(count)d person has a password already, is not active or has no e-mail address.",
                "%(count)d people have a password already, are not active or have no e-mail address.",
                passed_over,
            )
            self.message_user(request, text % {"count": passed_over}, messages.WARNING)

    @admin.action(
        description=_("Take the second step off, for who has lost the phone"), permissions=["change"]
    )
    def take_second_step_off(self, request, people):
        theirs = [each for each in people.filter(has_second_step=True) if self.may_take_over(request, each)]
        for person in theirs:
            Authenticator.objects.filter(user=person).delete()
            self.log_change(request, person, gettext("Second step taken off."))
        text = ngettext(
            "%(count)d person signs in without a second step now.",
            "%(count)d people sign in without a second step now.",
            len(theirs),
        )
        self.message_user(request, text % {"count": len(theirs)}, messages.SUCCESS)
