import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import demo

LOOK_FIRST = """
The newspaper:  {address}/
The newsroom:   {address}/admin/

{accounts}

Look first at:
  1. {address}/ — open a story; its photos carry their credit, its names lead on.
  2. {address}/admin/ as phongvien — "Tin, bài" → "Nhập từ tệp": paste a story, submit it.
  3. The same as bientapvien — accept the names, approve, publish.

Ctrl-C ends the server and the worker.
"""


class Command(BaseCommand):
    help = "Serve the demo with granian, a worker beside it; ends both together."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(settings.PORT))

    def handle(self, *args, **options):
        address = f"http://127.0.0.1:{options['port']}"
        try:
            accounts = demo.read()
        except demo.NotADemo as refusal:
            raise CommandError(str(refusal)) from refusal
        server, worker = self.start_server(options["port"]), self.start_worker()
        listed = "\n".join(
            f"  {row.username:<12} {row.password:<14} {row.role}" for row in accounts
        )
        self.stdout.write(LOOK_FIRST.format(address=address, accounts=listed))
        self.stdout.flush()
        self.wait(server, worker)

    def start_worker(self) -> subprocess.Popen:
        command = [sys.executable, "manage.py", "db_worker", "--queue-name", "*"]
        return subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603  our own command

    def start_server(self, port: int) -> subprocess.Popen:
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"),
            *("--log-level", "warning", "newsroom.wsgi:application"),
        ]
        return subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603  our own command

    def wait(self, server: subprocess.Popen, worker: subprocess.Popen) -> None:
        """Until the server ends or we are told to: then none is left behind."""

        def stop(signum, frame):
            raise KeyboardInterrupt

        # Both by name: a shell may have started us with Ctrl-C ignored.
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        try:
            while server.poll() is None:
                time.sleep(0.3)
                if worker.poll() is not None:
                    # A long import may have kept the database from it: readers do not wait.
                    self.stdout.write("The worker ended and is started again.")
                    time.sleep(2)
                    worker = self.start_worker()
        except KeyboardInterrupt:
            self.stdout.write("Ending …")
        finally:
            for process in [server, worker]:
                process.terminate()
            for process in [server, worker]:
                process.wait(timeout=20)
        if server.returncode not in {0, -signal.SIGTERM}:
            raise CommandError("The server ended by itself; see the lines above.")
