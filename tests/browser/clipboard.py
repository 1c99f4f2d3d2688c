"""The clipboard as other programs fill it: Chromium's own, by the keys, with raw HTML."""

COPY = """([html, text]) => document.addEventListener("copy", (event) => {
  event.preventDefault();
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", text);
}, { once: true, capture: true })"""


def copy(page, html="", text=""):
    """Fill the clipboard; the cursor is in the headline then."""
    page.evaluate(COPY, [html, text])
    page.focus("#id_headline")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")


def paste(page, html="", text=""):
    """Paste into the story's text, where its cursor is."""
    copy(page, html, text)
    page.evaluate("CKEDITOR.instances.id_body.focus()")
    page.keyboard.press("Control+V")
