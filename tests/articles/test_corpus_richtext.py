import json
import os
import re
from pathlib import Path

from lxml import html

from articles import richtext

HOSTILE = Path(os.environ["NEWSROOM_CORPUS"]) / "hostile-html"


def test_no_payload_keeps_a_script_a_handler_or_a_foreign_address():
    survivors = []
    for line in (HOSTILE / "xss-payloadbox.txt").read_text(encoding="utf-8").splitlines():
        payload = json.loads(line)
        clean = richtext.sanitise(f"<p>{payload}</p>")
        for element in html.fragment_fromstring(clean, create_parent="div").iter():
            extra = set(element.attrib) - richtext.ELEMENTS.get(element.tag, set())
            address = element.get("href", "").strip().lower()
            scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", address)
            is_odd = scheme is not None and scheme[0] not in {"http", "https", "mailto", "tel"}
            if element.tag not in {"div", *richtext.ELEMENTS} or extra or is_odd:
                survivors.append(payload)
        assert richtext.sanitise(clean) == clean

    assert survivors == []
