"""
Somebody who goes on writing, in a process of their own: `python -m tests.backups.writer`.

Each save puts one number into headline, lead and text, and a photo of its own, all of it in one
transaction as the form does; the number is printed once it is saved.
"""

import sys
from itertools import count

import django


def main() -> None:
    django.setup()
    from django.db import transaction

    from articles import saving, uploading
    from articles.models import PhotoUse
    from photos import pictures
    from tests import factories as make

    article = make.story()
    for number in count(1):
        # A picture like none before it.
        data = make.jpeg(100 + number, 80)
        taken = pictures.take(data, name="anh.jpg")
        by = article.created_by
        words = {"caption": f"Ảnh {number}", "credit": "Thanh Vân"}
        photo = uploading.take(taken, by=by, **words).photo
        with transaction.atomic():
            article.headline = article.lead = f"Số {number}."
            article.body = f"<p>Số {number}.</p>"
            article.save()
            PhotoUse.objects.create(article=article, photo=photo)
            saving.save(article, by=by, expected_version=article.version)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
