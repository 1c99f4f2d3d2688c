"""The focal point picked on the picture, with the crops beside it."""

import pytest
from playwright.sync_api import expect

from photos.decoding.making import crop_box
from photos.models import Photo
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pick(browse):
    def open_photo(photo, **kwargs):
        page = browse(**kwargs)
        sign_in(page, make.editor())
        page.goto(f"/admin/photos/photo/{photo.pk}/change/")
        expect(page.locator(".focal__point")).to_be_visible()
        return page

    return open_photo


def focal():
    photo = Photo.objects.get()
    return photo.focal_x, photo.focal_y


def positions(page):
    script = (
        "crops => crops.map((crop) => crop.style.objectPosition.replaceAll('%', '').split(' '))"
    )
    found = page.locator(".focal__crop img").evaluate_all(script)
    return [[round(float(part)) for part in one] for one in found]


def expected(size, x, y):
    """The places of the boxes that are cut, in per cent of the way that is free."""
    places = []
    for ratio in [16 / 9, 4 / 3, 1]:
        left, top, right, bottom = crop_box(size, ratio, x, y)
        free = [size[0] - (right - left), size[1] - (bottom - top)]
        starts = zip([left, top], free, strict=True)
        places.append([round(100 * start / way) if way else 50 for start, way in starts])
    return places


@pytest.mark.parametrize("width", [1280, 360])
def test_a_click_sets_the_point_and_the_crops_follow(pick, width):
    page = pick(make.photo(), width=width)
    picture = page.locator(".focal__picture")
    frame = picture.bounding_box()

    picture.click(position={"x": frame["width"] * 0.8, "y": frame["height"] * 0.25})
    shown = positions(page)
    page.click(".submit-row [name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert focal() == pytest.approx((0.8, 0.25), abs=0.011)
    # The preview is cut as the public files will be.
    meant = expected((640, 448), *focal())
    assert all(one == pytest.approx(other, abs=1) for one, other in zip(shown, meant, strict=True))


def test_the_arrow_keys_move_it_and_say_where_it_is(pick):
    page = pick(make.photo())
    point = page.get_by_role("slider", name="Tiêu điểm của ảnh")

    point.focus()
    for key in ["ArrowLeft", "Shift+ArrowLeft", "ArrowDown", "Shift+ArrowUp"]:
        page.keyboard.press(key)
    expect(point).to_have_attribute(
        "aria-valuetext", "39 phần trăm từ mép trái, 41 phần trăm từ mép trên"
    )
    page.click(".submit-row [name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert focal() == (0.39, 0.41)


def test_the_point_is_dragged_and_goes_back_to_the_middle(pick):
    page = pick(make.photo(focal_x=0.2, focal_y=0.3))
    point, frame = page.locator(".focal__point"), page.locator(".focal__picture").bounding_box()

    point.hover()
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 2, frame["y"] + frame["height"] * 0.5)
    page.mouse.up()
    assert page.input_value("#id_focal_x") == "1"
    page.click(".focal__help button")
    page.click(".submit-row [name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert focal() == (0.5, 0.5)
