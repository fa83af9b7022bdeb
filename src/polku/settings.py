"""Django's settings, all derived from polku.lib.configuration; nothing is chosen here twice."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from polku.lib import configuration
from polku.lib.secret import kept_secret

CHOSEN = configuration.read()
HOME: Path = CHOSEN["home"]
_HERE = Path(__file__).parent


def _secret_key() -> str:
    if CHOSEN["secret_key"]:
        return str(CHOSEN["secret_key"])
    try:
        return kept_secret(HOME / "secret-key")
    except OSError as error:
        raise configuration.WrongSetting(
            f"The data folder {HOME} can't be used: {error.strerror}. Grant the right to it, or name another"
            " folder with POLKU_HOME."
        ) from error


def _sqlite(name: str, synchronous: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # wal_autocheckpoint: 256 MB, so that a page which many batches change is copied back once for all of them.
            # cache_size: 16 MB for each thread that reads; the worker takes more (pipeline/worker.py).
            # secure_delete: what is erased is overwritten, so that forgetting reaches the file itself.
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA secure_delete=ON;"
            " PRAGMA wal_autocheckpoint=64000; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": HOME / f"test-{name}"},
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": {k: unquote(v) for k, v in query.items() if k != "host"},
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = CHOSEN["hosts"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "polku.workspace",
    "polku.timeline",
    "polku.touchpoints",
    "polku.identity",
    "polku.privacy",
    "polku.intake",
    "polku.pipeline",
    "polku.engine",
    "polku.surfaces.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "polku.surfaces.web.middleware.StaticFiles",
    "polku.surfaces.web.middleware.Compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "polku.surfaces.web.middleware.ContentSecurity",
    "polku.surfaces.web.middleware.ChosenLanguage",
    "polku.surfaces.web.middleware.WrongMethod",
    "polku.surfaces.web.middleware.EngineAway",
    "polku.surfaces.web.middleware.SignInGate",
]
ROOT_URLCONF = "polku.surfaces.urls"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "polku.surfaces.web.errors.stale_form"
FORM_RENDERER = "polku.surfaces.web.forms.Renderer"
# A page is a folder: its templates and browser files stand beside its views.
_PAGES = sorted(path for path in (_HERE / "surfaces" / "web" / "pages").iterdir() if path.is_dir())
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            *(page / "templates" for page in _PAGES),
            _HERE / "surfaces" / "web" / "question" / "templates",
            _HERE / "surfaces" / "api" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "polku.surfaces.web.frame.frame",
            ]
        },
    }
]
# On SQLite the log is a file of its own, so that appending never waits for the worker's transactions.
DATABASES = (
    {"default": _postgres(CHOSEN["database_url"])}
    if CHOSEN["database_url"]
    else {"default": _sqlite("polku.sqlite3", "NORMAL"), "log": _sqlite("log.sqlite3", "FULL")}
)
DATABASE_ROUTERS = ["polku.timeline.log.router.LogRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "workspace.Person"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LANGUAGE_CODE = CHOSEN["language"]
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [_HERE / "surfaces" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = CHOSEN["time_zone"]
STATIC_URL = "/static/"
# Swagger UI comes in django-ninja's package; as an installed app it would slow down every command.
_NINJA = find_spec("ninja")
_NINJA_FOLDERS = (_NINJA.submodule_search_locations if _NINJA else None) or []
STATICFILES_DIRS = [
    *(page / "static" for page in _PAGES if (page / "static").is_dir()),
    *(Path(folder) / "static" for folder in _NINJA_FOLDERS),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "polku.surfaces.web.file_addresses.KeptAddresses"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CHOSEN["secure_cookies"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"polku": {"level": "INFO"}},
}
