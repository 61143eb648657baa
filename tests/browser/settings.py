"""As `make run` runs it, with a database and collected files of its own."""

import os
from pathlib import Path

os.environ |= {"SECRET_KEY": "only-for-tests", "HTTPS": "0", "CONTACT": "secretariat@example.org"}
# A walk through all pages is quicker than any reader.
os.environ |= {"RATE_LIMIT_PUBLIC": "0"}

from tracker.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["STATIC_ROOT"])
