"""Every setting: name, default, help. The reference page is made from `SETTINGS`; Django reads the rest."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable that a person may set."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("CORRIGENDA_HOME", "the user's data folder", "Where the database, pictures, the model and logs are kept."),
    Setting(
        "CORRIGENDA_DATABASE_URL",
        "the embedded server",
        "Another PostgreSQL (15 or newer, with pgvector): postgresql://user:password@host:5432/name.",
    ),
    Setting("PORT", "8000", "The port the site listens on."),
    Setting("CORRIGENDA_HOST", "127.0.0.1", "The address the site listens on; 0.0.0.0 for every interface."),
    Setting("CORRIGENDA_SITE_URL", "http://localhost:PORT", "The public address, without a final slash."),
    Setting("CORRIGENDA_SITE_NAME", "corrigenda", "The desk's own name, under which alone it publishes."),
    Setting("CORRIGENDA_ABOUT", "", "Who runs this desk and who pays for it, shown on About."),
    Setting("CORRIGENDA_CONTACT", "", "How readers reach a person, shown on About."),
    Setting("CORRIGENDA_LANGUAGE", "en", "The language shown to a visitor who states no preference: en, vi or th."),
    Setting("CORRIGENDA_TIME_ZONE", "UTC", "The time zone of the dates that people read."),
    Setting("CORRIGENDA_SECRET_KEY", "made at first start", "Signs sessions; kept in CORRIGENDA_HOME/secret.key."),
    Setting(
        "CORRIGENDA_MODEL",
        "the packaged encoder",
        "A model folder or hub name that replaces the encoder; run `corrigenda reindex` after changing it."
        " Thresholds were fitted to the packaged one: with another, only repeats are answered and everything else is"
        " suggested, until `corrigenda calibrate` finds enough decisions of your own.",
    ),
    Setting("CORRIGENDA_ANSWERS", "automatic", "automatic: safe matches are answered at once; off: never by machine."),
    Setting("CORRIGENDA_FETCH_PORTS", "80,443", "The ports that addresses may be fetched from."),
    Setting("CORRIGENDA_DATA", "../shared/data", "Public evaluation sets, for the benchmarks only."),
    Setting("CORRIGENDA_DEMO", "", "1 marks every page as a demo; `corrigenda demo` sets it."),
)


def default_home() -> Path:
    """The user's data folder, as the platform names it."""
    base = os.environ.get("XDG_DATA_HOME") or (Path.home() / ".local" / "share")
    return Path(base) / "corrigenda"


def database_from_url(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a PostgreSQL URL. Raises ValueError for any other scheme."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("CORRIGENDA_DATABASE_URL must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


def secret_key() -> str:
    """The signing key: from the environment, or from the file `corrigenda` made at first start."""
    path = CORRIGENDA_HOME / "secret.key"
    return os.environ.get("CORRIGENDA_SECRET_KEY") or (path.read_text().strip() if path.is_file() else "")


CORRIGENDA_HOME = Path(os.environ.get("CORRIGENDA_HOME") or default_home()).expanduser().resolve()
PORT = int(os.environ.get("PORT") or 8000)
CORRIGENDA_HOST = os.environ.get("CORRIGENDA_HOST") or "127.0.0.1"
CORRIGENDA_SITE_URL = (os.environ.get("CORRIGENDA_SITE_URL") or f"http://localhost:{PORT}").rstrip("/")
CORRIGENDA_SITE_NAME = os.environ.get("CORRIGENDA_SITE_NAME") or "corrigenda"
CORRIGENDA_ABOUT = os.environ.get("CORRIGENDA_ABOUT") or ""
CORRIGENDA_CONTACT = os.environ.get("CORRIGENDA_CONTACT") or ""
CORRIGENDA_MODEL = os.environ.get("CORRIGENDA_MODEL") or None
CORRIGENDA_ANSWERS = os.environ.get("CORRIGENDA_ANSWERS") or "automatic"
CORRIGENDA_FETCH_PORTS = os.environ.get("CORRIGENDA_FETCH_PORTS") or "80,443"
CORRIGENDA_DEMO = os.environ.get("CORRIGENDA_DEMO") == "1"

# The embedded server's address is known only once it runs; `core.database.ensure_running` puts it here.
DATABASES = {"default": database_from_url(os.environ.get("CORRIGENDA_DATABASE_URL") or "postgresql:///corrigenda")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = secret_key() or "only-for-commands-that-sign-nothing"
DEBUG = False
ALLOWED_HOSTS = [urlsplit(CORRIGENDA_SITE_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
HTTPS = CORRIGENDA_SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [CORRIGENDA_SITE_URL]
SITE_IS_SECURE = HTTPS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "corrigenda.core",
    "corrigenda.claims",
    "corrigenda.intake",
    "corrigenda.matching",
    "corrigenda.desk",
    "corrigenda.publish",
    "corrigenda.reply",
    "corrigenda.stats",
    "corrigenda.flow",
    "corrigenda.demo",
    "corrigenda.web",
]
MIDDLEWARE = [
    "corrigenda.web.security.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "corrigenda.web.language.LanguageOfVisitor",
    "corrigenda.web.security.BodyLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "corrigenda.web.devices.SessionNotes",
    "corrigenda.web.security.SecondFactorForMembers",
]
ROOT_URLCONF = "corrigenda.urls"
WSGI_APPLICATION = "corrigenda.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "corrigenda.web.context.site",
            ],
            "builtins": ["corrigenda.web.templatetags.dates"],
        },
    }
]

AUTH_USER_MODEL = "core.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "corrigenda.web.accounts.NoSignUp"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow passkeys on http://localhost only
MFA_TOTP_ISSUER = CORRIGENDA_SITE_NAME
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the desk writes to nobody by e-mail

LANGUAGE_CODE = os.environ.get("CORRIGENDA_LANGUAGE") or "en"
LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt"), ("th", "ไทย")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["corrigenda.locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("CORRIGENDA_TIME_ZONE") or "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = None  # served from the package itself
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = CORRIGENDA_HOME / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_ENGINE = "corrigenda.core.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_SSL_REDIRECT = False  # the proxy in front does that; behind none, the site is on localhost
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"receipts": {"()": "corrigenda.web.logs.HideReceipts"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["receipts"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("CORRIGENDA_LOG_LEVEL") or "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # SECURE_SSL_REDIRECT: see above
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
