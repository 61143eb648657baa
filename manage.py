#!/usr/bin/env python3
import os
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(f"The tracker runs on Python 3.11 to 3.14; this is Python {sys.version.split()[0]}.")


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    # Imported here so that an old Python reads the sentence above, not a stack trace.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
