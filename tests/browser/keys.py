"""Somebody at a page with a keyboard and no mouse: Tab, arrows, Enter, Space and typing."""

from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 300

# The acts of the desk that some test does with the keyboard alone; see test_keyboard.py.
BY_KEYBOARD: set[str] = set()


def does(*acts: str) -> Callable[[Callable], Callable]:
    """Say which acts a test does."""

    def noted(test):
        BY_KEYBOARD.update(acts)
        return test

    return noted


# Whether Tab or Shift+Tab is the shorter way from what has the focus, as a person would see it.
BACK = """wanted => {
  const STOPS = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0']";
  const all = [...document.querySelectorAll(STOPS)];
  const [to, now] = [all.indexOf(wanted), all.indexOf(document.activeElement)];
  const dialog = document.querySelector("dialog[open]");
  if (dialog || now >= 0) return to < now;
  return to > all.length / 2;
}"""
IS_HERE = "wanted => document.activeElement === wanted"
# The frame of a text has no ring of its own: the caret in it is seen.
IS_SEEN = """wanted => {
  const around = [wanted.closest("label"), wanted.closest(".select2-selection")];
  const parts = [wanted, wanted.labels?.[0], ...around];
  const box = wanted.getBoundingClientRect();
  const isRinged = parts.filter(Boolean).some((part) => {
    const { outlineStyle, boxShadow } = getComputedStyle(part);
    return outlineStyle !== "none" || boxShadow !== "none";
  });
  return wanted.tagName === "IFRAME" || (isRinged && box.bottom > 0 && box.top < innerHeight);
}"""
IS_LOST = """() => {
  const focused = document.activeElement;
  return focused === document.body || !focused.checkVisibility();
}"""


def sign_in(context, user, address: str) -> None:
    """Put the session of somebody into the window."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])


class Keys:
    def __init__(self, page: Page):
        self.page = page
        # From the beginning, or the first window for files would be the system's own.
        page.on("filechooser", lambda chooser: None)

    def find(self, wanted: str | Locator) -> Locator:
        return self.page.locator(wanted) if isinstance(wanted, str) else wanted

    def to(self, wanted: str | Locator) -> None:
        """Press Tab, or Shift and Tab, until `wanted` has the focus; it must be seen to have it."""
        there = self.find(wanted).first.element_handle()
        step = "Shift+Tab" if self.page.evaluate(BACK, there) else "Tab"
        for _ in range(MOST_STEPS):
            if self.page.evaluate(IS_HERE, there):
                assert self.page.evaluate(IS_SEEN, there), f"{wanted}: its focus is not seen"
                return
            self.page.keyboard.press(step)
        raise AssertionError(f"{wanted} is not reached by {step}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def enter(self, wanted: str | Locator) -> None:
        self.to(wanted)
        self.press("Enter")

    def go(self, wanted: str | Locator, key: str = "Enter") -> None:
        """Press a button or a link that leads to another page, and wait for it."""
        self.to(wanted)
        with self.page.expect_navigation():
            self.press(key)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def edit(self) -> None:
        """Go into the text of a story, to its end."""
        self.to("iframe.cke_wysiwyg_frame")
        self.press("Control+End")

    def write(self, wanted: str | Locator, text: str) -> None:
        """Go to a field and write `text` in the place of what it says."""
        self.to(wanted)
        self.press("Control+A")
        self.type(text)

    def tick(self, wanted: str | Locator) -> None:
        self.to(wanted)
        self.press("Space")

    def pick(self, wanted: str | Locator) -> None:
        """Choose one of several radio buttons: Tab leads to the group, arrows through it."""
        box = self.find(wanted).first
        name = box.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']:visible")
        checked = self.page.locator(f"input[type=radio][name='{name}']:checked:visible")
        start = checked.first if checked.count() else group.first
        self.to(start)
        # Space on the first would choose it, and the page may act on that before the next key.
        if not checked.count() and box.evaluate(
            "(box, first) => box === first", start.element_handle()
        ):
            self.press("Space")
        for _ in range(group.count()):
            # What is chosen may leave the page.
            if not box.count() or box.is_checked():
                return
            self.press("ArrowDown")
        raise AssertionError(f"{wanted} is not reached by arrows")

    def select(self, wanted: str | Locator, value: str) -> None:
        """Choose a line of a list."""
        self.to(wanted)
        field = self.find(wanted).first
        self.press("Home")
        for _ in range(field.locator("option").count()):
            if field.input_value() == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{value} is not in {wanted}")

    def here(self, wanted: str | Locator) -> None:
        """The focus is where somebody goes on: it was not lost when something closed."""
        expect(self.find(wanted)).to_be_focused()

    def not_lost(self) -> None:
        self.page.wait_for_timeout(50)
        assert not self.page.evaluate(IS_LOST), "the focus is lost"
