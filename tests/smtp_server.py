"""
A real SMTP server on this machine: keeps what it is given, and refuses what it is told to.

aiosmtpd's, in a process of its own: it imports a `public` that is not ours. It keeps each e-mail
as a file of a folder, and reads from another there what it is to refuse.
"""

import asyncio
import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True)
class Letterbox:
    folder: Path
    port: int = 0

    def refuse(self, **answers: str) -> None:
        """Give `data` as the answer to a whole e-mail, or others as those to the address NAME@…."""
        (self.folder / "refusals.json").write_text(json.dumps(answers), encoding="utf-8")

    def empty(self) -> None:
        for file in self.folder.iterdir():
            file.unlink()

    @property
    def raw(self) -> list[bytes]:
        return [file.read_bytes() for file in sorted(self.folder.glob("*.eml"))]

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(letter, policy=policy.default) for letter in self.raw]


@contextmanager
def serve(folder: Path, port: int = 0):
    """Run the server until the block ends; yield its letterbox."""
    # -I: nothing of this folder stands in the way of what the library imports.
    command = [sys.executable, "-I", __file__, str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Letterbox(folder, int(process.stdout.readline()))
        finally:
            process.terminate()


class _Handler:
    def __init__(self, folder: Path):
        self.folder = folder

    def refusals(self) -> dict[str, str]:
        file = self.folder / "refusals.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        if refusal := self.refusals().get(address.partition("@")[0]):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the same
        if refusal := self.refusals().get("data"):
            return refusal
        number = len(list(self.folder.glob("*.eml")))
        (self.folder / f"{number:04}.eml").write_bytes(envelope.content)
        return "250 OK"


async def _run(folder: Path, port: int) -> None:
    from aiosmtpd.smtp import SMTP

    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, done.set)
    server = await loop.create_server(
        lambda: SMTP(_Handler(folder), hostname="127.0.0.1"), "127.0.0.1", port
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await done.wait()


if __name__ == "__main__":
    asyncio.run(_run(Path(sys.argv[1]), int(sys.argv[2])))
