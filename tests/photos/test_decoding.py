"""The process that decodes: what it may do, and what becomes of us when it dies."""

import io
import json
import subprocess
import sys

import pytest
from PIL import Image

from photos import pictures
from photos.decoding import making, opening, process
from tests import factories as make

MADE = {
    "widths": [320, 640, 1024, 1600],
    "crops": {"16x9": [16, 9], "4x3": [4, 3], "1x1": [1, 1]},
    "focal": [0.5, 0.5],
    "xmp": "",
}


def in_child(code):
    """Run `code` where the decoder would be, limited as it is; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-P", "-s", "-c", f"from photos.decoding import child\n{code}"],
        env={"PYTHONPATH": str(process.ROOT)},
        capture_output=True,
        check=False,
    )
    return done.stdout.decode() + done.stderr.decode()


@pytest.fixture
def instead_of_the_decoder(tmp_path, monkeypatch):
    """Let another programme stand where the decoder is: a decoder that was taken over."""

    def put(code):
        package = tmp_path / "photos" / "decoding"
        package.mkdir(parents=True)
        for folder in [package.parent, package]:
            (folder / "__init__.py").write_text("")
        (package / "child.py").write_text(code)
        monkeypatch.setattr(process, "ROOT", tmp_path)

    return put


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("child.limit(); open('/etc/hostname')", "Too many open files"),
        ("child.limit(); import socket; socket.socket()", "Too many open files"),
        ("child.limit(); bytes(2 * child.MEMORY)", "MemoryError"),
        (
            "import sys; print([m for m in sys.modules if m.startswith(('django', 'articles'))])",
            "[]",
        ),
    ],
)
def test_the_child_may_do_little(code, outcome):
    assert outcome in in_child(code)


def test_the_child_has_nothing_of_our_environment(instead_of_the_decoder, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    instead_of_the_decoder(
        "import json, os\nprint(json.dumps({'answer': {'names': sorted(os.environ)}, 'sizes': []}))"
    )

    answer, blobs = process.run("look", b"")

    assert (answer, blobs) == ({"names": ["LC_ALL", "PYTHONPATH"]}, [])


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.kill(os.getpid(), 9)",
        "import os; os.abort()",
        "raise SystemExit(1)",
        "print('no JSON')",
        "print('[1]')",
        "print('{}')",
        """print('{"answer": {}, "sizes": [5]}')""",
        """print('{"answer": {}, "sizes": []} ' + chr(10) + 'more')""",
        "import time; time.sleep(60)",
        "while True: print('much' * 10_000)",
        "import os, time; os.close(1); time.sleep(60)",
    ],
)
def test_a_decoder_that_dies_hangs_or_lies_is_a_refusal(
    instead_of_the_decoder, monkeypatch, settings, code
):
    monkeypatch.setattr(process, "SECONDS", 1)
    instead_of_the_decoder(code)

    with pytest.raises(pictures.PictureRefused) as refused:
        pictures.take(make.jpeg())

    assert str(refused.value) == "Không đọc được ảnh này: tệp bị hỏng hoặc được tạo để gây hại."


def test_a_picture_that_needs_more_memory_than_there_is_is_refused(instead_of_the_decoder):
    instead_of_the_decoder("""print('{"refused": "too_large", "details": {}}')""")

    with pytest.raises(pictures.PictureRefused, match=r"quá nhiều bộ nhớ"):
        pictures.take(make.jpeg())


def test_every_refusal_has_its_sentence():
    codes = {
        b"<svg xmlns='x'/>": "drawing",
        b"\xef\xbb\xbf <!DOCTYPE html>": "page",
        b"GIF89a": "no_picture",
        b"\0\0\0\x18ftypheic": "phone_format",
        b"\xff\xd8\xff\xe0": "damaged",
        b"%PDF-1.7": "no_picture",
        b"": "no_picture",
    }
    found = {}
    for data in codes:
        with pytest.raises(opening.Refused) as refused:
            process.run("look", data)
        found[data] = refused.value.code

    assert found == codes


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "guest", [b"<HTML><Script>x</script>", b"<?php echo 1;", b"PK\x05\x06" + bytes(18)]
)
def test_a_picture_that_is_another_file_too_is_refused(format, guest):
    buffer = io.BytesIO()
    Image.effect_noise((400, 300), 50).convert("RGB").save(buffer, format)
    buffer.seek(0)

    assert pictures.take(buffer).width == 400
    with pytest.raises(pictures.PictureRefused, match="giấu một tệp khác"):
        pictures.take(io.BytesIO(buffer.getvalue() + guest))


def test_twelve_files_and_six_crops_within_the_limits(tmp_path):
    noise = Image.effect_noise((1500, 1000), 50).resize((6000, 4000)).convert("RGB")
    noise.save(tmp_path / "24.jpg", "JPEG", quality=85)
    # In a process of its own: what is asked of is the largest of all children so far.
    code = (
        "import json, resource, sys\n"
        "from photos.decoding.process import run\n"
        "answer, blobs = run('make', open(sys.argv[1], 'rb').read(), **json.loads(sys.argv[2]))\n"
        "assert len(answer['files']) == len(blobs) == 18\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "24.jpg"), json.dumps(MADE)],
        env={"PYTHONPATH": str(process.ROOT)},
        capture_output=True,
        check=True,
    )

    # KiB on Linux, bytes on macOS.
    unit = 1024 if sys.platform == "linux" else 1
    assert int(done.stdout) * unit < 300 * 1024 * 1024


@pytest.mark.parametrize(
    ("size", "ratio", "focal", "box"),
    [
        ((1600, 900), 16 / 9, (0.5, 0.5), (0, 0, 1600, 900)),
        ((1600, 900), 1, (0.0, 0.5), (0, 0, 900, 900)),
        ((1600, 900), 1, (1.0, 0.5), (700, 0, 1600, 900)),
        ((900, 1600), 1, (0.5, 0.25), (0, 0, 900, 900)),
        ((900, 1600), 1, (0.5, 0.5), (0, 350, 900, 1250)),
        ((1, 1), 16 / 9, (0.5, 0.5), (0, 0, 1, 1)),
    ],
)
def test_crop_box_lies_inside_and_near_the_focal_point(size, ratio, focal, box):
    assert making.crop_box(size, ratio, *focal) == box


def test_the_protocol_is_lines_of_json_and_bytes():
    done = subprocess.run(
        [sys.executable, "-P", "-s", "-m", "photos.decoding.child"],
        input=b'{"task": "look"}\n' + make.jpeg(300, 200).getvalue(),
        env={"PYTHONPATH": str(process.ROOT)},
        capture_output=True,
        check=True,
    )
    line, _, rest = done.stdout.partition(b"\n")

    head = json.loads(line)

    assert head["answer"] == {
        "extension": ".jpg",
        "width": 300,
        "height": 200,
        "tags": {"exif": {}, "iim": {}, "xmp": ""},
    }
    assert head["sizes"] == [len(rest)]
    assert rest.startswith(b"\xff\xd8\xff")
