"""Collects the texts people read into `locale`, and compiles what is translated. Needs Debian's gettext."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "corrigenda"


def main() -> int:
    """Run Django's own collector and compiler inside the package."""
    if not shutil.which("xgettext"):
        print("gettext is missing. On Debian: apt-get install gettext", file=sys.stderr)
        return 1
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "corrigenda.settings"}
    django = [sys.executable, "-m", "django"]
    options = ["--locale", "vi", "--locale", "th", "--no-location", "--no-wrap", "--no-obsolete"]
    subprocess.run([*django, "makemessages", *options], cwd=PACKAGE, env=environment, check=True)
    subprocess.run([*django, "compilemessages"], cwd=PACKAGE, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
