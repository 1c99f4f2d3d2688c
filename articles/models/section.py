from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vietnamese.slugs import slugify
from vietnamese.text import squeeze

# Words that are pages, now or soon: a section of that name would hide them.
# The one list; public.urls is tested against it.
RESERVED_SLUGS = frozenset(
    {
        "admin",
        "anh",
        "cai-chinh",
        "chu-de",
        "favicon.ico",
        "feed",
        "gioi-thieu",
        "healthz",
        "lien-he",
        "luu-tru",
        "media",
        "nhan-vat",
        "oembed",
        "robots.txt",
        "rss",
        "sitemap.xml",
        "static",
        "tac-gia",
        "tim-kiem",
        "to-chuc",
        "trang",
        "xem-truoc",
    }
)


def validate_free_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("“%(slug)s” is a page of its own."), params={"slug": slug})


class Section(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, validators=[validate_free_slug])
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_section_slug_is_no_page",
                condition=~Q(slug__in=sorted(RESERVED_SLUGS)) & ~Q(slug=""),
                violation_error_message=_("This address is a page of its own."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = squeeze(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("public:section", args=[self.slug])


class Topic(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=90, unique=True, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="articles_topic_slug_not_empty", condition=~Q(slug="")),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        given, self.name = self.name, squeeze(self.name)
        slug = slugify(self.name, default="")
        # What was left empty has its own sentence.
        if given and not slug:
            raise ValidationError({"name": _("This is no name.")})
        if Topic.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("We have this topic already, in other letters.")})

    def save(self, *args, **kwargs):
        self.name = squeeze(self.name)
        self.slug = self.slug or slugify(self.name, default="chu-de")
        super().save(*args, **kwargs)
