"""The sheets of readers: where what a class looks like is written down."""

import re
from collections import defaultdict
from pathlib import Path

from django.conf import settings

SHEETS = Path(settings.BASE_DIR) / "static/css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A selector or several, up to where their rules begin.
SELECTORS = re.compile(r"([^{};]+)\{")
# A component by itself: its name, one of its parts, one of its kinds.
ITS_OWN = re.compile(r"\.([a-z]+(?:-[a-z]+)*)(?:(?:__|--)[a-z-]+)*")


def test_each_component_is_defined_in_one_sheet():
    sheets = defaultdict(set)
    for path in SHEETS.rglob("*.css"):
        # On paper everything looks otherwise.
        if path.name == "print.css":
            continue
        rules = COMMENT.sub("", path.read_text("utf-8"))
        for selectors in SELECTORS.findall(rules):
            for selector in selectors.split(","):
                if component := ITS_OWN.fullmatch(selector.strip()):
                    sheets[component[1]].add(str(path.relative_to(SHEETS)))

    assert len(sheets) > 50
    assert {name: where for name, where in sheets.items() if len(where) > 1} == {}
