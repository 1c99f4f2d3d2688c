"""The one settings module. Values come from the environment; see .env.example."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from newsroom import environment as env
from newsroom import mail, notices
from newsroom.s3 import S3Settings

BASE_DIR = Path(__file__).resolve().parent.parent
env.load(BASE_DIR / ".env")

# No default: `make setup` writes .env with a random key, and a server without one does not start.
SECRET_KEY = env.text("SECRET_KEY")
DEBUG = env.boolean("DEBUG", default=False)
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS")
# Printed in canonical links and JSON-LD; no slash at the end.
PORT = env.text("PORT", "8000")
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")

INSTALLED_APPS = [
    # Our apps stand before Django's admin, whose templates some of ours replace.
    "newsroom",
    "accounts",
    "entities",
    "photos",
    "articles",
    "public",
    "ckeditor",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "newsroom.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "newsroom.apps.DeskStaticFilesConfig",
]

# No LocaleMiddleware: it would add Vary: Accept-Language to every public page.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "public.middleware.ReadOnlyMiddleware",
    "public.middleware.SharedCacheMiddleware",
    "newsroom.middleware.ImpossibleValuesMiddleware",
    "newsroom.middleware.StorageAwayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.UserLanguageMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last: it turns a refused sign-in into the locked page.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
CSRF_FAILURE_VIEW = "public.errors.forged"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Widgets' templates come from our folder too (the story editor).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            # Rows of editions are long: reading them through the page cache costs twice.
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
        ),
    }
else:
    # PostgreSQL's default is of disks that turn: with it whole tables are read where an index has
    # all that is asked for.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1")
    # public/prepared.py asks that a statement be kept; None refuses, and any number does not.
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = (
        0 if env.boolean("DATABASE_PREPARES", default=True) else None
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    # First: it refuses a locked account or address before a password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]
LOGIN_URL = "admin:login"
# Ten wrong passwords lock the account, and the address they came from, for 15 minutes.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Django's `vi` has no input formats: 05/11/2025 would be read as 11 May.
FORMAT_MODULE_PATH = ["newsroom.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / "media")))
# Originals and desk previews: no web server maps this folder.
PRIVATE_ROOT = Path(env.text("PRIVATE_ROOT", str(BASE_DIR / "private")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "photos.storage.PrivateStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
    "staticfiles": {"BACKEND": "newsroom.static.HashedStaticFilesStorage"},
}
# In place of the two folders; newsroom.s3 says what is missing.
S3 = S3Settings(
    public_bucket=env.text("S3_PUBLIC_BUCKET", ""),
    private_bucket=env.text("S3_PRIVATE_BUCKET", ""),
    public_url=env.text("S3_PUBLIC_URL", "").rstrip("/"),
    endpoint_url=env.text("S3_ENDPOINT_URL", ""),
    region=env.text("S3_REGION", ""),
    access_key=env.text("S3_ACCESS_KEY", ""),
    secret_key=env.text("S3_SECRET_KEY", ""),
)
if S3.is_wanted:
    STORAGES |= S3.storages()
# CKEditor loads its parts by their un-hashed names.
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pictures"]}
}

# Notifications go out by e-mail where there is a server; EMAIL_BACKEND, EMAIL_HOST and so on.
EMAIL_URL = env.text("EMAIL_URL", "")
SENDS_MAIL = bool(EMAIL_URL)
globals().update(mail.settings(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "newsroom@localhost")

# One form with several pictures: nginx is told the same (deploy/nginx.conf).
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A story with two hundred names has more fields than Django's thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        # Its own level: the worker sets its loggers to INFO and tells of every task.
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"}
    },
    # Every error with its traceback where the service manager keeps it.
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *S3.sources],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env.boolean("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 is chosen with open eyes: docs/decisions/0003-rich-text.md.
    "ckeditor.W001",
]

# The paper itself. NEWSROOM_CODES are the credits that mean its own staff; bare "Tỉnh ủy" and
# "UBND tỉnh" mean those of NEWSROOM_PROVINCE.
NEWSROOM_NAME = env.text("NEWSROOM_NAME", "Báo Ngân Hải")
NEWSROOM_CODES = env.listed("NEWSROOM_CODES", "BNH")
# What a picture's file and its JSON-LD say of its use: the terms, and where rights are to be had.
PHOTO_RIGHTS_URL = env.text("PHOTO_RIGHTS_URL", f"{SITE_URL}/")
PHOTO_LICENSOR_URL = env.text("PHOTO_LICENSOR_URL", f"{SITE_URL}/")
NEWSROOM_PROVINCE = env.text("NEWSROOM_PROVINCE", "Ngân Hải")
# What a paper says of itself at the foot of each page; what is empty is left out.
NEWSROOM_OWNER = env.text("NEWSROOM_OWNER", "")
NEWSROOM_LICENCE = env.text("NEWSROOM_LICENCE", "")
NEWSROOM_EDITOR = env.text("NEWSROOM_EDITOR", "")
NEWSROOM_ADDRESS = env.text("NEWSROOM_ADDRESS", "")
NEWSROOM_PHONE = env.text("NEWSROOM_PHONE", "")
NEWSROOM_EMAIL = env.text("NEWSROOM_EMAIL", "")
# What a headline (letters) and a lead (words) should not be longer than: two lines of a card on a
# telephone, and a lead that stands whole on the front page. And how fast one reads.
HEADLINE_LETTERS = env.number("HEADLINE_LETTERS", 90)
LEAD_WORDS = env.number("LEAD_WORDS", 80)
WORDS_A_MINUTE = env.number("WORDS_A_MINUTE", 220)
# A TOML file: what a correction, an apology, a withdrawal is called, and what it must say.
NEWSROOM_NOTICES = notices.read(env.text("NEWSROOM_NOTICES", ""))
# Roles (accounts.roles) that sign in with a code of an app beside the password.
NEWSROOM_SECOND_FACTOR = env.listed("NEWSROOM_SECOND_FACTOR")
# What the app shows beside the code.
OTP_TOTP_ISSUER = NEWSROOM_NAME
