"""What stands around a story and around a list: what their templates are filled with."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.safestring import mark_safe

from public.filled import joined, page
from public.heads import page_facts
from public.paging import NOTHING, Page


def list_parts(
    path: str, found: Page = NOTHING, *, name: str, steps: Sequence[str] = (), lead: bool = False
) -> dict[str, str]:
    """
    Return the parts that _head_of_list.html and _rows.html print of a page of a list.

    `steps` are names and addresses of the pages above, in turn. With `lead` the first story of
    the first page stands apart.
    """
    count = 1 if lead and not found.here else 0
    address = f"{settings.SITE_URL}{path}{found.here}"
    return {
        "canonical": address,
        "page_name": name,
        "facts": page_facts(address, *steps, name),
        "newer": found.newer,
        "older": found.older,
        "lead": joined(found.stories[:count]),
        "rows": joined(found.stories[count:]),
    }


def story_page(
    section_path: str, parts: dict[str, str], template: str = "public/story.html"
) -> str:
    """Return the whole page of a story; `parts` are HTML, one for each that the template shows."""
    return page(
        template,
        # Each is a string that rendering made, or was escaped by who calls.
        {f"story.{name}": mark_safe(part) for name, part in parts.items()},  # noqa: S308
        current_section=section_path,
    )
