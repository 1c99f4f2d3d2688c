"""The pages of a photo as a browser would ask for them."""

from django.urls import reverse
from django.utils import timezone

from articles import fixes
from articles.models import Edition
from tests import factories as make
from tests.forms import values_of


def page(name, *args):
    return reverse(f"admin:photos_photo_{name}", args=args)


def sign_in(client, role):
    user = make.UserFactory(role=role)
    client.force_login(user)
    return user


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def run(fix):
    while not fixes.go_on(fix):
        pass


def text(response):
    return " ".join(response.content.decode().split())


def corrected(client, photo, **changes):
    return client.post(
        page("change", photo.pk), values_of(client.get(page("change", photo.pk))) | changes
    )


def confirm(client, response, **more):
    return client.post(response.wsgi_request.path, dict_of(response.context["sent"]) | more)


def dict_of(sent):
    found = {}
    for name, value in sent:
        found.setdefault(name, []).append(value)
    return found
