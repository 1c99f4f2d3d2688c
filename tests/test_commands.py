import shutil
from gettext import GNUTranslations
from pathlib import Path

from django.conf import settings as configured
from django.core.management import call_command
from django.utils.translation import override, pgettext


def test_catalogue_is_compiled_without_gettext(settings, tmp_path):
    folder = tmp_path / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = Path(configured.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES" / "django.po"
    shutil.copy(source, folder)
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    call_command("compile_catalogue")

    with (folder / "django.mo").open("rb") as file:
        catalogue = GNUTranslations(file)
    assert catalogue.pgettext("credit", "Photo") == "Ảnh"


def test_who_compiles_the_catalogue_goes_on_in_its_words(settings, tmp_path):
    folder = tmp_path / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(Path(configured.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES" / "django.po", folder)
    # As in a fresh clone, where the checks before the command have looked for it already.
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    with override("vi"):
        before = pgettext("credit", "Photo")

    call_command("compile_catalogue")

    with override("vi"):
        assert (before, pgettext("credit", "Photo")) == ("Photo", "Ảnh")
