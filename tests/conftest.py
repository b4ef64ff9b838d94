"""The tests' own embedded PostgreSQL, in a folder that goes away with them; Ana, Bo and Cy."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="corrigenda-tests-"))
os.environ["CORRIGENDA_HOME"] = str(HOME)
os.environ.setdefault("CORRIGENDA_DATABASE_URL", "")

from corrigenda.core.database import ensure_running  # noqa: E402
from corrigenda.core.database.start import prepare_home  # noqa: E402


def _keep_the_encoder() -> None:
    """Converting it takes a core half a minute: kept between runs, until what makes it changes."""
    made_by = hashlib.sha256()
    for path in sorted((Path(__file__).parents[1] / "src/corrigenda/engine/encoder").rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            made_by.update(path.read_bytes())
    kept = Path(__file__).parents[1] / ".pytest_cache" / "encoder" / made_by.hexdigest()[:16]
    kept.mkdir(parents=True, exist_ok=True)
    (HOME / "model").symlink_to(kept)


atexit.register(shutil.rmtree, HOME, ignore_errors=True)  # runs after the server's own stop at exit
prepare_home(HOME)
_keep_the_encoder()
URL = ensure_running(HOME)

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402

from corrigenda.settings import database_from_url  # noqa: E402

# pytest-django has read the settings already; nothing has opened a connection yet.
settings.DATABASES["default"].update(database_from_url(URL), CONN_MAX_AGE=0)
settings.CORRIGENDA_HOME = HOME
settings.MEDIA_ROOT = HOME / "media"
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from tests.browsers import *  # noqa: E402, F403
from tests.people import *  # noqa: E402, F403


@pytest.fixture(autouse=True)
def _index_of_this_test() -> None:
    """Tests roll the index back; a running desk never does."""
    from corrigenda.matching import engine_room

    engine_room.look_again()
