"""
Find the Chromium that is installed; as a command, run another only where there is one.

Without a browser the tests that need one are not run and it is said so; with
CI that is a failure.
"""

import os
import shutil
import subprocess
import sys

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def executable() -> str | None:
    asked = os.environ.get("CHROMIUM")
    return asked or next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :]
    if executable():
        return subprocess.call(command)
    sys.stdout.write("browser tests not run: no Chromium found (apt-get install chromium)\n")
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
