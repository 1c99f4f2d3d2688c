import os

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.browser.keys import Keys, sign_in
from tests.chromium import ARGUMENTS, executable

# Playwright keeps an event loop in this thread; the ORM is used beside it, not in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A file for SQLite: in memory all requests of a page would share one connection."""
    database = connections["default"]
    if database.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "browser.sqlite3")
        database.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, live_server):
    """Open a fresh browser window on the product; fails at the end if a page had an error."""
    windows, errors = [], []

    def window(*, width: int = 1280, scheme: str = "light", refusals: tuple[str, ...] = ()):
        """`refusals` are answers that are meant: "status of 422"."""

        def note(message):
            is_meant = any(refusal in message.text for refusal in refusals)
            if message.type == "error" and not is_meant:
                errors.append(message.text)

        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="vi-VN",
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", note)
        windows.append(context)
        return page

    yield window
    for context in windows:
        context.close()
    assert errors == []


@pytest.fixture
def sit(browse, live_server):
    """Sit down at the desk with a keyboard and no mouse, signed in, before a page."""

    def down(user, address: str, **window) -> Keys:
        page = browse(**window)
        sign_in(page.context, user, live_server.url)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return Keys(page)

    return down
