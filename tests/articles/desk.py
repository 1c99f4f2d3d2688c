"""The story's change form as a browser would send it."""

from django.forms import BaseFormSet
from django.urls import reverse
from lxml import html

from articles.models import Article


def address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def values(form) -> dict:
    """Every field of a form with the value it was shown with."""
    shown = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        if value is True:
            shown[field.html_name] = "on"
            continue
        if isinstance(value, list):
            shown |= {field.html_name: [getattr(item, "pk", item) for item in value]}
            continue
        widget = field.field.widget
        prepared = widget.format_value(value) if hasattr(widget, "format_value") else value
        shown[field.html_name] = prepared if prepared is not None else ""
    return shown


def post(client, article: Article, **changes) -> dict:
    """The data of the form as it is shown to this client now, with `changes`."""
    context = client.get(address(article)).context
    data = values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        formset: BaseFormSet = inline.formset
        data |= values(formset.management_form)
        for form in formset.initial_forms:
            data |= values(form)
    return data | changes


def send(client, article: Article, **changes):
    """Send the form, follow where it leads; the response."""
    return client.post(address(article), post(client, article, **changes), follow=True)


def sides(page: str, label: str) -> tuple[str, str]:
    """Theirs and mine of one question on the page of two texts of one story."""
    root = html.fromstring(page)
    theirs, mine = root.xpath(f'//fieldset[normalize-space(legend)="{label}"]//p')
    for spoken in [*theirs.find_class("visually-hidden"), *mine.find_class("visually-hidden")]:
        spoken.drop_tree()
    return " ".join(theirs.text_content().split()), " ".join(mine.text_content().split())
