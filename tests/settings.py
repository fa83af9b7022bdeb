"""Django's settings under test: each test process has a data folder of its own, away at the end.

POLKU_TEST_DATABASE_URL (set by tests/postgres.py) runs them on PostgreSQL; without it, on SQLite.
"""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="polku-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["POLKU_HOME"] = _home
os.environ["POLKU_DATABASE_URL"] = os.environ.get("POLKU_TEST_DATABASE_URL", "")
os.environ.setdefault("POLKU_SECRET_KEY", "only for tests")

from polku.settings import *  # noqa: E402, F403
from polku.settings import DATABASES  # noqa: E402

for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = 0  # nothing but the test itself holds its database

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
