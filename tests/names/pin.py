"""
Write pinned.json anew from what the finder says now: `python -m tests.names.pin`.

Read the difference before it is committed: every line of it is a name that readers will
or will not see linked.
"""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ |= {"DATABASE_URL": "sqlite://:memory:", "NEWSROOM_PROVINCE": "Ngân Hải"}


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.names import gold

    marks = {pk: mark for mark, pk in gold.write_registry().items()}
    pinned = {}
    for stem in gold.STORIES:
        story = gold.story(stem)
        pinned[stem] = gold.shown(story.text, story.date, marks)
    lines = [f'"{stem}": {_rows(found)}' for stem, found in pinned.items()]
    gold.PINNED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _rows(found: dict[str, list]) -> str:
    lists = (
        f'"{name}": [\n  ' + ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows) + "]"
        if rows
        else f'"{name}": []'
        for name, rows in found.items()
    )
    return "{" + ",\n ".join(lists) + "}"


if __name__ == "__main__":
    main()
