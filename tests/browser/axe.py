"""Axe on a page: what it calls more than minor, in light and dark, wide and narrow."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.reach import for_the_mouse

GRAVE = {"moderate", "serious", "critical"}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 900}
# Each page is opened once, and looked at in these two: the second time for what can be otherwise
# there, which is colour, and what is cut off.
SIZES = [(DESK, "light"), (PHONE, "dark")]
OF_SIZE = [
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "aria-hidden-focus",
]
EDITOR_IS_READY = (
    "() => !document.querySelector('.django-ckeditor-widget')"
    " || (window.CKEDITOR && Object.values(CKEDITOR.instances)[0]?.status === 'ready')"
)
# CKEditor's own frame is left out: what stands in it is the story, and it is read on its own pages.
WITHOUT_THE_EDITOR = {"exclude": [["iframe.cke_wysiwyg_frame"]]}
# A button on its way from one colour to another has neither.
AT_ONCE = """() => {
  const still = document.createElement("style");
  still.textContent = "*, ::before, ::after { transition: none !important }";
  document.head.append(still);
}"""


def faults(page, address: str) -> list[str]:
    """Open a page and return what is grave there: the rule, and the first elements."""
    page.goto(address)
    return faults_here(page, address)


def faults_here(page, name: str) -> list[str]:
    page.wait_for_function(EDITOR_IS_READY)
    # Only these bring more of their page themselves.
    if page.locator(".django-ckeditor-widget, #day-state").count():
        page.wait_for_load_state("networkidle")
    page.evaluate(AT_ONCE)
    found = for_the_mouse(page, name)
    for size, scheme in SIZES:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        options = {"runOnly": OF_SIZE} if size == PHONE else {}
        found += faults_now(page, f"{name} ({size['width']}, {scheme})", options)
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    return found


def faults_now(page, name: str, options: dict) -> list[str]:
    answer = Axe().run(page, context=WITHOUT_THE_EDITOR, options=options)
    return [
        f"{name}: {fault['impact']} {fault['id']}: {node['html'][:160]} {why(node)}"
        for fault in answer.response["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"][:4]
    ]


def why(node) -> str:
    return "; ".join(check["message"] for check in node["any"][:1])
