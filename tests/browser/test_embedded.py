"""What another site shows of a story stands in the box that it was told of."""

import re
from urllib.parse import urlencode

import pytest

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# In a page of its own without a sheet, as a frame of another site has it; and how large it is.
PUT = """async told => {
  document.body.innerHTML = "";
  const frame = document.createElement("iframe");
  frame.width = told.width;
  frame.height = told.height;
  frame.style.border = "0";
  frame.srcdoc = "<!doctype html><meta charset=utf-8>" + told.html;
  const loaded = new Promise(done => frame.onload = done);
  document.body.append(frame);
  await loaded;
  const root = frame.contentDocument.documentElement;
  const image = frame.contentDocument.querySelector("img");
  return {
    width: root.scrollWidth,
    height: root.scrollHeight,
    picture: image && [image.width, image.height],
    asked: image && [image.getAttribute("width"), image.getAttribute("height")].map(Number),
  };
}"""
BOXES = [(None, None), (400, None), (300, None), (216, None), (160, None), (600, 300), (400, 330)]
# The site of the tests has no address: a picture of it is none, and takes no room.
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
LEAD = "Nghiêng mình trước những chuyến tàu đầu vụ, người Cửa Lạch đón khoang cá đầy. " * 3


def test_it_fits_its_box_at_every_size(client, browse, settings):
    story = make.published(
        headline="Những chuyến tàu nghiêng về bến cá Cửa Lạch giữa đợt gió mùa đông bắc",
        lead=LEAD.strip(),
        shown=[make.photo("Thuyền về bến")],
    )
    page = browse()
    page.goto("about:blank")
    address = f"{settings.SITE_URL}{story.path}"

    for widest, highest in BOXES:
        asked = {"maxwidth": widest, "maxheight": highest}
        asked = {name: limit for name, limit in asked.items() if limit}
        told = client.get("/oembed?" + urlencode({"url": address, **asked})).json()

        told["html"] = re.sub(r'src="[^"]*"', f'src="{DOT}"', told["html"])
        drawn = page.evaluate(PUT, told)

        assert told["width"] <= (widest or 600)
        assert told["height"] <= (highest or told["height"])
        assert (drawn["width"], drawn["height"]) == (told["width"], told["height"])
        assert drawn["picture"] == drawn["asked"]
