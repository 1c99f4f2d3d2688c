"""The text of a story as other sites print it."""

from public.elsewhere import for_other_sites


def test_a_picture_keeps_what_is_said_to_all_each_in_a_line_of_its_own():
    text = """
<p>Tàu về.</p><figure class="photo"><a class="photo__open" href="/media/a.jpg">
<picture><source type="image/webp" srcset="/media/a.webp 640w">
<img class="photo__image" src="/media/a.jpg" width="640" height="360" alt="Bến" loading="lazy">
</picture><span class="visually-hidden">Xem lớn</span></a>
<figcaption class="photo__words"><span class="photo__caption">Bến cá</span>
<span class="photo__credit">Ảnh: BNH</span></figcaption></figure>"""

    assert for_other_sites(text).replace("\n", "") == (
        '<p>Tàu về.</p><figure><a href="https://bao.example/media/a.jpg">'
        '<img src="https://bao.example/media/a.jpg" width="640" height="360" alt="Bến"></a>'
        "<figcaption><span>Bến cá</span><br><span>Ảnh: BNH</span></figcaption></figure>"
    )


def test_a_credit_alone_begins_its_line():
    text = '<figcaption><span class="photo__credit">Ảnh: BNH</span></figcaption>'

    assert for_other_sites(text) == "<figcaption><span>Ảnh: BNH</span></figcaption>"
