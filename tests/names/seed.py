"""The seed story and what was marked in it by hand; needs NEWSROOM_CORPUS."""

import datetime
import json
import os
from pathlib import Path

from tests.names.ways import WAYS_OF_TYPING

CORPUS = Path(os.environ["NEWSROOM_CORPUS"])
ANNOTATION = json.loads((CORPUS / "text/seed_annotation.json").read_text(encoding="utf-8"))
SEED = (CORPUS.parent / "seeds" / ANNOTATION["file"]).read_text(encoding="utf-8")
_MARKED = [
    row
    for row in ANNOTATION["entities"]
    if row["layer"] == "core" and row["type"] in {"PER", "ORG"}
]
CORE = {(row["start"], row["end"]) for row in _MARKED}
IN_FULL = {(row["start"], row["end"]) for row in _MARKED if row["form"] == "full"}
NOT_NAMES = [(row["start"], row["end"]) for row in ANNOTATION["hard_negatives"]]
DAY = datetime.date(2025, 11, 18)
WAYS = {"as it is": str, "all capitals": str.upper, **WAYS_OF_TYPING}
