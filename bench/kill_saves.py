"""
What kill -9 of the server leaves of saves and of publishing: never half, and never lost once told.

    python -m bench.kill_saves [100] [--database sqlite|postgresql|both]

Each round starts the real server (granian), lets two reporters save their stories over and over
through the real form, and an editor publish one with a photo, over HTTP; at a random moment the
server and all its processes are killed. Afterwards the rows are compared with what was sent and
with what was answered. Ends with 1 if a story is half saved or half published, or if one that was
answered as saved or published is not.
"""

import argparse
import collections
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from contextlib import contextmanager, suppress

from bench import databases

WARM_UP = 60


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("rounds", type=int, nargs="?", default=100)
    parser.add_argument("--verbose", action="store_true", help="a line for each round")
    return databases.run("bench.kill_saves", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from tests import factories as make

    chance = random.Random()
    savers = [Saver(make.story(headline=f"Bài {number}")) for number in range(2)]
    # How many times as long as a save the server lives on: found out on the way.
    share = 25.0
    told: collections.Counter[str] = collections.Counter()
    wrong: list[str] = []
    for _ in range(options.rounds):
        publisher = Publisher(make.approved(shown=[make.photo()]), make.editor())
        clients = [*savers, publisher]
        port = free_port()
        with server(port) as process:
            pace = max(saver.warm_up(port) for saver in savers)
            threads = [threading.Thread(target=one.work, args=[port]) for one in clients]
            for thread in threads:
                thread.start()
            time.sleep(pace * share * chance.random())
            os.killpg(process.pid, signal.SIGKILL)
            for thread in threads:
                thread.join()
        # So that about half of the kills fall into the publishing.
        share *= 0.85 if publisher.is_answered else 1.15
        for one in clients:
            wrong += one.wrong()
            told[one.outcome] += 1
        told["killed"] += 1
        if options.verbose:
            print(dict(told), [saver.count for saver in savers], wrong, flush=True)
    print(f"{options.database}: the server was killed {told['killed']} times")
    saves = sum(saver.count for saver in savers)
    print(f"  answered before: {saves} saves, {told['published']} publishings")
    print(f"  cut off, and in whole: {told['save in']} saves, {told['publishing in']} publishings")
    print(f"  cut off, and not in: {told['save out']} saves, {told['publishing out']} publishings")
    print(f"  half, or answered and lost: {len(wrong)} {wrong[:3] or ''}".rstrip())
    return int(bool(wrong))


class Client:
    """Somebody who is signed in, with a story before them."""

    def __init__(self, article, user) -> None:
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        self.article, self.user = article, user
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "accounts.backends.RoleBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.cookies = f"sessionid={session.session_key}; csrftoken={'c' * 32}"

    def post(self, port: int, timeout: float = 60.0, **changes) -> tuple[int, str]:
        """Send the form; return status and where it leads, or raise where nothing is answered."""
        lists = ["bylines", "photo_uses", "mentions"]
        counts = {f"{name}-{kind}_FORMS": "0" for name in lists for kind in ["TOTAL", "INITIAL"]}
        fields = {
            name: str(getattr(self.article, name))
            for name in ["headline", "lead", "body", "dateline"]
        }
        fields |= {"section": str(self.article.section_id), "csrfmiddlewaretoken": "c" * 32}
        fields |= {"read_version": str(self.article.version)} | counts | changes
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        try:
            connection.request(
                "POST",
                f"/admin/articles/article/{self.article.pk}/change/",
                urllib.parse.urlencode(fields),
                {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"},
            )
            response = connection.getresponse()
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()


class Saver(Client):
    """Writes one number into headline, lead and text, and a greater one the next time."""

    def __init__(self, article) -> None:
        super().__init__(article, article.created_by)
        self.sent = self.answered = 0
        # Answered in all, those of warming up not counted.
        self.count = 0
        self.outcome = ""

    def warm_up(self, port: int) -> float:
        """Save until the server answers, for its first answer takes long; return what one takes."""
        end = time.monotonic() + WARM_UP
        while time.monotonic() < end:
            with suppress(OSError, http.client.HTTPException):
                self.save(port)
                began = time.monotonic()
                self.save(port)
                return time.monotonic() - began
            time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def work(self, port: int) -> None:
        with suppress(OSError, http.client.HTTPException):
            while True:
                self.save(port)
                self.count += 1

    def save(self, port: int) -> None:
        self.sent += 1
        words = f"Số {self.sent}."
        status, _address = self.post(
            port, headline=words, lead=words, body=f"<p>{words}</p>", _continue="1"
        )
        if status != 302:
            raise RuntimeError(f"a save was answered with {status}")
        self.answered = self.sent
        self.article.version += 1

    def wrong(self) -> list[str]:
        """Say what is half or lost, and take the story up again as it is."""
        from articles import revisions
        from articles.models import Article

        self.article = now = Article.objects.get(pk=self.article.pk)
        found = {now.headline, now.lead, now.body.removeprefix("<p>").removesuffix("</p>")}
        kept = now.revisions.filter(is_taken=True)
        told = []
        if found not in [{f"Số {number}."} for number in [self.answered, self.sent]]:
            told.append(f"answered {self.answered}, sent {self.sent}, found {sorted(found)}")
        if now.last_revision.snapshot != revisions.snapshot(now) or kept.count() != now.version:
            told.append(f"version {now.version} is not what its revision says")
        is_in = found == {f"Số {self.sent}."}
        self.outcome = f"save {'in' if is_in else 'out'}"
        self.sent = self.answered = self.sent if is_in else self.answered
        return told


class Publisher(Client):
    """Presses the button once."""

    is_answered = False
    outcome = ""

    def work(self, port: int) -> None:
        with suppress(OSError, http.client.HTTPException):
            status, _address = self.post(port, _act="publish")
            self.is_answered = status == 302

    def wrong(self) -> list[str]:
        from django.core.files.storage import storages
        from django.utils import timezone

        from articles.models import Edition, EditionPhoto

        editions = list(Edition.objects.filter(article=self.article))
        photos = list(EditionPhoto.objects.filter(edition__article=self.article))
        is_in = len(editions) == 1
        self.outcome = "published" if self.is_answered else f"publishing {'in' if is_in else 'out'}"
        told = []
        if self.is_answered and not is_in:
            told.append("answered as published, and is not")
        if len(editions) != len(photos):
            told.append(f"{len(editions)} editions with {len(photos)} photos")
        files = [file["path"] for photo in photos for file in photo.files]
        if bool(files) != is_in or not all(storages["default"].exists(name) for name in files):
            told.append("an edition without its files")
        public = Edition.objects.public(timezone.now()).filter(article=self.article)
        if list(public) != editions:
            told.append("written, and not to be read")
        return told


@contextmanager
def server(port: int):
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--blocking-threads", "4", "--log-level", "critical"),
        "newsroom.wsgi:application",
    ]
    given = os.environ | {"DEBUG": "0", "HTTPS": "0", "ALLOWED_HOSTS": "127.0.0.1"}
    process = subprocess.Popen(command, env=given, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
