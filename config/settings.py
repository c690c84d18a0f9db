"""All settings. What differs between offices comes from the environment; see README."""

import tomllib
import warnings
from pathlib import Path

import environ

from config.database import database
from config.kept_secrets import kept_secret as _kept_secret
from config.schedule import BACKUP, HOURS, OF_HOURS, SCHEDULE, WORK
from config.servers import BASE_DIR, redis_socket, var_dir
from config.signing_in import *  # noqa: F403 - settings, nothing else

env = environ.Env()
VAR_DIR = var_dir()
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


SECRET_KEY = env.str("SECRET_KEY", default="") or _kept_secret("secret.key")
# The keys of encrypted fields and those of the chains (docs/keys.md), "id:hex64" separated by commas; an office that sets none
# has them in files, made on first use, that `manage.py keys` writes.
FIELD_KEYS, CHAIN_KEYS = env.str("FIELD_KEYS", default=""), env.str("CHAIN_KEYS", default="")
KEY_FILES = {"FIELD_KEYS": VAR_DIR / "field.key", "CHAIN_KEYS": VAR_DIR / "chain.key"}
for _ring, _file in KEY_FILES.items():
    if not globals()[_ring]:
        _kept_secret(_file.name)
# The key that signs each day's seal (Ed25519), 64 hexadecimal digits; and the public keys of those that signed before it.
SEAL_KEY = env.str("SEAL_KEY", default="") or _kept_secret("seal.key")
OLD_SEAL_KEYS = env.list("OLD_SEAL_KEYS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Printed on letters, so without a slash at its end, which would be doubled there for good.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    # Ours first: their templates and commands take the place of the libraries'.
    "interaction.database",
    "interaction.privacy",
    "interaction.evidence",
    "interaction.workdays",
    "interaction.limits",
    "interaction.organs",
    "interaction.notices",
    "interaction.sign_in",
    "interaction.workflow",
    "interaction.leave",
    "interaction.appointments",
    "interaction.recovery",
    "interaction.reminders",
    "interaction.casework",
    "interaction.audit",
    "interaction.proving",
    "interaction.replies",
    "interaction.archive",
    "interaction.publicity",
    "interaction.publicity.search",
    "interaction.publicity.subscriptions",
    "interaction.supervision",
    "interaction.statistics",
    "interaction.consultations",
    "interaction.outreach",
    "interaction.citizens",
    "interaction.portal",
    "interaction.visitors",
    "interaction.periodic",
    "interaction.backups",
    "interaction.i18n",
    "interaction.opendata",
    "interaction.workbench",
    "interaction.installing",
    "requests_app",
    "requests_app.disclosure",
    "requests_app.complaints",
    "mailbox",
    "hotline",
    "hotline.knowledge",
    "hotline.telephony",
    "hotline.console",
    "hotline.wallboard",
    "hotline.appraisal",
    "hotline.quality",
    "hotline.rates",
    "hotline.exchange",
    "hotline.texting",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "interaction.organs.settings_site.SettingsSiteConfig",
    "django.forms",
    "django_htmx",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "config.health.answers_probes",
    "config.metrics.counts_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "interaction.visitors.head.answers_head",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # The address alone says which language: /en/ before it, or nothing. Staff read Chinese.
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "interaction.casework.expired_pages.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "interaction.audit.recording.OnRecord",
    "interaction.workdays.current.one_calendar_a_request",
    "interaction.limits.configured.one_reading_a_request",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "interaction.portal.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# PAGE_SECONDS is set where pages are answered; DATABASE_POOLER where a pooler such as PgBouncer stands before PostgreSQL.
DATABASES = {
    "default": database(
        env.str("DATABASE_URL"),
        most=env.int("DATABASE_POOL", default=16),
        page_seconds=env.int("PAGE_SECONDS", default=0),
        pooler=env.bool("DATABASE_POOLER", default=False),
    )
}
# The owner of the tables, for commands of administrators alone (`migrate`, `keys reseal`): interaction/database/roles.py.
_owner = env.str("OWNER_DATABASE_URL", default="")
OWNER_DATABASE = database(_owner, most=2) if _owner else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="") or f"unix://{redis_socket()}"
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 1,
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
        },
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "visibility_timeout": HOURS + 600}
CELERY_BEAT_SCHEDULER = "interaction.periodic.scheduler:Scheduler"
# The public key that backups are sealed to (docs/backup.md); without one none are made by night.
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")
CELERY_BEAT_SCHEDULE = {**SCHEDULE, **(BACKUP if BACKUP_RECIPIENT else {})}
CELERY_TASK_DEFAULT_QUEUE = WORK
# Seconds: what hangs is ended, first with a word (the task puts down what it holds), then without.
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 240, 300
CELERY_TASK_ANNOTATIONS = {name: {"soft_time_limit": HOURS, "time_limit": HOURS + 60} for name in OF_HOURS}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# What the browser works out a proof with (interaction/visitors/proofs.py).
_ALTCHA = BASE_DIR / "node_modules" / "altcha" / "dist"
STATICFILES_DIRS = [("altcha", _ALTCHA / "lib"), ("altcha", _ALTCHA / "workers")]
# What people sent and organs wrote, sealed; with DATABASE_URL it is what a restored copy is found by.
FILES_DIR = Path(env.str("FILES_DIR", default=str(VAR_DIR / "files")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_DIR, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FONTS_DIR = Path(env.str("FONTS_DIR", default=str(BASE_DIR / "node_modules" / "@expo-google-fonts")))
# Backups (docs/backup.md): where they lie; of how many days, weeks and months the last one is kept; and, outside of them, the
# list of who was forgotten since.
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(VAR_DIR / "backups")))
BACKUP_KEEP = env.list("BACKUP_KEEP", default=["7", "5", "12"])
ERASURES_FILE = Path(env.str("ERASURES_FILE", default=str(BACKUP_DIR / "erasures.jsonl")))
# The certificates organs sign their letters with, <organ code>.p12; an organ without one does not sign.
CERTIFICATES_DIR = Path(env.str("CERTIFICATES_DIR", default=str(VAR_DIR / "certificates")))
CERTIFICATE_PASSPHRASE = env.str("CERTIFICATE_PASSPHRASE", default="")

SECURE = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
# Under HTTPS no other host of the same domain, and no page in the clear, can set these.
if SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "interaction.casework.expired_pages.expired"
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
# Sites that may show the figures in a frame (/embed/figures/), as https://www.example.gov.cn; nobody else, nothing else.
EMBED_ORIGINS = env.list("EMBED_ORIGINS", default=[])
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}

# One upload may be 10 MB, one form 30 MB; what is larger is refused in the form's own words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
SUBMISSIONS_PER_HOUR = env.int("SUBMISSIONS_PER_HOUR", default=60)
# What published texts show of a number, first and last characters by kind: "phone=3,resident_id=6+4". Unnamed kinds show
# nothing, and a phone never more than three digits.
NUMBERS_SHOWN = env.dict("NUMBERS_SHOWN", default={"phone": "3"})
# How many years after its end a case keeps who sent it (个人信息保护法 A.19).
RETENTION_YEARS = env.int("RETENTION_YEARS", default=5)
# How many months records of reading are kept; the law asks for six, fewer are not taken (网络安全法 A.23(3)).
READINGS_KEPT_MONTHS = env.int("READINGS_KEPT_MONTHS", default=12)
# From how many a day reading is unusual (GB/T 22239-2019 8.1.4.3). Cases outside one's own organs: a supervisor of a county looks
# into some dozens. Looks between 22:00 and 06:00 by others than the hotline's agents: an emergency takes a few. The same name
# or number searched for by one person: a case is found at the first or second try.
ALARM_CASES_OUTSIDE = env.int("ALARM_CASES_OUTSIDE", default=60)
ALARM_READINGS_AT_NIGHT = env.int("ALARM_READINGS_AT_NIGHT", default=10)
ALARM_SAME_WORDS = env.int("ALARM_SAME_WORDS", default=6)
# How many days after a consultation closes its report on what was adopted is owed; then supervisors are told.
CONSULTATION_REPORT_DAYS = env.int("CONSULTATION_REPORT_DAYS", default=30)
# How many days after an open day who signed up for it is forgotten.
OPEN_DAY_RETENTION_DAYS = env.int("OPEN_DAY_RETENTION_DAYS", default=30)
# How often one address may ask the open data and Open311 interfaces, and under which terms what they give may be used.
API_PER_MINUTE = env.int("API_PER_MINUTE", default=120)
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="知识共享署名 4.0 国际许可协议（CC BY 4.0）")
OPEN_DATA_LICENCE_URL = env.str(
    "OPEN_DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
)
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
# What may wait of files of forms that are not sent yet: of one form, of one visitor (an office behind one address), in all.
STASH_BYTES_OF_FORM = 50 * 1024 * 1024
STASH_BYTES_OF_VISITOR = env.int("STASH_MEGABYTES_OF_VISITOR", default=200) * 1024 * 1024
STASH_BYTES = env.int("STASH_MEGABYTES", default=4096) * 1024 * 1024
# A virus scanner that speaks clamd's protocol, as unix:/run/clamav/clamd.ctl or host:port; empty where there is none.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    env.str("EMAIL_HOST_USER", default=""),
    env.str("EMAIL_HOST_PASSWORD", default=""),
)
# STARTTLS, as on port 587, or TLS from the first byte, as on 465; one of them at most.
EMAIL_USE_TLS, EMAIL_USE_SSL = env.bool("EMAIL_USE_TLS", default=False), env.bool("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="huiyin@localhost")
# Who is told by mail, beside the administrators at the desk, when beat, worker, outbox, seals, keys or disk are not well.
ALERT_EMAILS = env.list("ALERT_EMAILS", default=[])
# Whoever has this as a bearer token may read /metrics (Prometheus); without one nobody may.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", default="")
# What the gateway knows this office by; sent as a bearer token.
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", default="")
# The class that hands text messages over (interaction/notices/sms.py); with none, none are offered anywhere.
SMS_BACKEND = env.str("SMS_BACKEND", default="interaction.notices.sms.HttpGateway" if SMS_GATEWAY_URL else "")
SMS_FILE_PATH = VAR_DIR / "sms"

# With this a telephone system signs what it sends (docs/telephony.md); and what a number of seven or eight digits,
# as local calls show it, is completed with.
TELEPHONY_SECRET = env.str("TELEPHONY_SECRET", default="") or _kept_secret("telephony.key")
# Where its recordings may lie: hosts, with a port where it is not the usual one. Without any, at SITE_URL alone.
TELEPHONY_RECORDING_HOSTS = env.list("TELEPHONY_RECORDING_HOSTS", default=[])
# With this the SMS gateway signs what citizens answer.
SMS_SECRET = env.str("SMS_SECRET", default="") or _kept_secret("sms.key")
AREA_CODE = env.str("AREA_CODE", default="0539")

# 条例 A.44: from how many different applicants within a year "several ask for the same". The law names no number; two may
# be one household or a client and a lawyer, three hardly are.
PROACTIVE_APPLICANTS = env.int("PROACTIVE_APPLICANTS", default=3)

# What letters, messages and the footer call the office; empty parts are not shown. In English where there is such a name.
OFFICE = {
    "government": env.str("GOVERNMENT", default=""),
    "host_organ": env.str("HOST_ORGAN", default=""),
    "government_en": env.str("GOVERNMENT_EN", default=""),
    "host_organ_en": env.str("HOST_ORGAN_EN", default=""),
    "phone": env.str("SITE_PHONE", default=""),
    "site_code": env.str("SITE_CODE", default=""),
    "icp": env.str("ICP", default=""),
    "police": env.str("POLICE_FILING", default=""),
}

# Whether every page says that its people and cases are invented.
DEMONSTRATION = False

# What went wrong goes to the console, with the path and the trace: no addresses, no query strings, no form data.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        # A line of JSON each, for what gathers logs.
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{process}{message}",
            "style": "{",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": env.str("LOG_FORMAT", default="line")}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
# WhiteNoise streams static files from disk by a plain iterator; under ASGI Django says so at each first one.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
