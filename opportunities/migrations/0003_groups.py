"""Three groups of staff. They are a start: an installation may give and take rights as it likes."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

FACTS = ["country", "organisation", "cooperationarea", "dialogue", "takeaway", "strength", "framework"]
WORK = [
    *["initiative", "participation", "milestone", "milestonerevision", "progressupdate"],
    *["decision", "evidence", "source"],
]


def rights(verbs, models):
    return [f"{verb}_{model}" for model in models for verb in verbs]


READING = ["see_internal", *rights(["view"], FACTS + WORK)]
# Without `view_user` nobody could be chosen as an officer.
REPORTING = ["publish_progressupdate", "view_user"]

GROUPS = {
    "Coordinators": [
        *READING,
        *REPORTING,
        *rights(["add", "change", "delete"], [*FACTS, *WORK]),
        *rights(["view", "add", "change", "delete"], ["membership"]),
        *rights(["add", "change"], ["user"]),
    ],
    "Area leads": [*READING, *REPORTING, *rights(["add", "change"], WORK)],
    "Viewers": READING,
}


def make_groups(apps, schema_editor):
    make_permissions(apps, schema_editor.connection.alias)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(
                codename__in=codenames, content_type__app_label__in=["auth", "opportunities"]
            )
        )


def make_permissions(apps, database):
    # Django makes them after all migrations only, which is too late to hand them out here.
    for label in ("auth", "opportunities"):
        create_permissions(installed.get_app_config(label), verbosity=0, using=database, apps=apps)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("opportunities", "0002_clock"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
