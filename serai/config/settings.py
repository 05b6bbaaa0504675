"""Settings. They run on a laptop with nothing set; only `environment` reads what is set."""

from datetime import timedelta
from pathlib import Path

from django.utils.csp import CSP

from serai.config import environment
from serai.keys import slots

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.folder("SERAI_HOME", "var")
DEMO = environment.flag("SERAI_DEMO")
DEBUG = environment.flag("SERAI_DEBUG")
SECRET_KEY = environment.secret_key(HOME)
ALLOWED_HOSTS = environment.words("SERAI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("SERAI_ORIGINS")
TLS = environment.flag("SERAI_TLS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "serai.config",
    "serai.demo",
    "serai.proofs",
    "serai.ui",
    "serai.audit",
    "serai.codes",
    "serai.calendars",
    "serai.accounts",
    "serai.centres",
    "serai.people",
    "serai.cards",
    "serai.search",
    "serai.teams",
    "serai.interpreters",
    "serai.duplicates",
    "serai.oversight",
    "serai.sharing",
    "serai.registration",
    "serai.households",
    "serai.sealed",
    "serai.reception",
    "serai.screening",
    "serai.appointments",
    "serai.complaints",
    "serai.directory",
    "serai.imports",
    "serai.assistance",
    "serai.feeds",
    "serai.waves",
    "serai.linkage",
    "serai.referrals",
    "serai.insights",
    "serai.vault",
    "serai.watch",
    "serai.privacy",
    "serai.files",
    "django.forms",  # last: our own templates of its widgets come first
]

MIDDLEWARE = [
    "serai.ui.middleware.VisitorsAddress",
    "serai.audit.requests.RequestNumber",
    "django.middleware.security.SecurityMiddleware",
    "serai.ui.middleware.PrivateResponses",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "serai.accounts.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "serai.accounts.middleware.OwnPasswordFirst",
    "django_htmx.middleware.HtmxMiddleware",
    "serai.centres.middleware.CurrentPosting",
    "serai.centres.middleware.SecondStepFirst",
    "axes.middleware.AxesMiddleware",
    "serai.ui.middleware.NotThisWay",
    "serai.ui.middleware.SendElsewhere",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "serai.ui.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "serai.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "serai.ui.renderer.PlainRenderer"

ROOT_URLCONF = "serai.config.urls"
WSGI_APPLICATION = "serai.config.wsgi.application"
DATABASES = {"default": environment.database(HOME)}
APPLICATION_ACCOUNT = environment.application_account()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- languages: every page in all four (docs/how/add-a-language.md) -----------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("es", "Español"), ("ar", "العربية")]
LANGUAGE_COOKIE_NAME = "__Host-serai_language" if TLS else "serai_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
FORMAT_MODULE_PATH = ["serai.config.formats"]
USE_TZ = True
TIME_ZONE = environment.text("SERAI_TIME_ZONE", "Africa/Nairobi")

# --- sign-in ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "serai.accounts.backends.PasswordAndCode"]
PASSWORD_HASHERS = ["serai.accounts.hashers.CentreArgon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "serai.centres.passwords.NotOfThisPlace"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "centres:today"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a whole centre shares one address
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "serai.accounts.views.sign_in.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
CSRF_FAILURE_VIEW = "serai.ui.views.csrf_failure"
AXES_USERNAME_CALLABLE = "serai.accounts.guesses.marked"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "passkey", "next"]  # what is typed wrong is not kept
AXES_SENSITIVE_PARAMETERS += ["again_password", "again_passkey", "again_kept"]
AXES_SENSITIVE_PARAMETERS += ["current", "new", "again"]
SIGN_IN_FAILURES = environment.number("SERAI_SIGN_IN_FAILURES", 100)  # of everybody, within AXES_COOLOFF_TIME
SECOND_STEP_ROLES = environment.words(  # without one they enter no page; in the demo nobody needs one
    "SERAI_SECOND_STEP_ROLES",
    ""
    if DEMO
    else "child_protection,gbv,trafficking,health,mhpss,shelter,supervisor,manager,partner,data_officer,"
    "data_protection,psea,coordinator,administrator",
)
SESSION_ENGINE = "serai.accounts.sessions"
SESSION_IDLE = timedelta(minutes=max(1, environment.number("SERAI_LOCK_AFTER_MINUTES", 10)))
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_NAME = "__Host-serai" if TLS else "serai"
CSRF_COOKIE_NAME = "__Host-csrftoken" if TLS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "serai.ui.notices.OfThisHost"

ANSWER_DAYS = environment.number("SERAI_ANSWER_DAYS", 30)  # what people ask about their data; 30 at most
KEEP_FILES_DAYS = environment.number("SERAI_KEEP_FILES_DAYS", 730)  # after the last contact (privacy/rules.py)
ERASED = HOME / "erased"  # marks of erased people: in no backup, and not moved by a restore (privacy/marks.py)
PAPER_MEGABYTES = environment.number("SERAI_PAPER_MEGABYTES", 10)  # a photo, scan or PDF that is sent (files)
PAPERS_MEGABYTES = environment.number("SERAI_PAPERS_MEGABYTES", 30)  # all the papers kept of one person
DUPLICATE_WEIGHT = environment.number("SERAI_DUPLICATE_WEIGHT", 9)  # two files are alike (duplicates/rules.py)
OPENINGS_PERCENT = environment.number("SERAI_OPENINGS", 100)  # of the usual openings a shift (watch/rules.py)
REMINDERS = "" if DEMO else environment.one_of("SERAI_REMINDERS", "post", "mail")  # docs/how/send-reminders.md
REMINDERS_URL = environment.address_out("SERAI_REMINDERS_URL")
REMINDERS_TOKEN = environment.token("SERAI_REMINDERS_TOKEN", HOME / "reminders-token")
REMINDERS_DOMAIN, REMINDERS_FROM = environment.text("SERAI_REMINDERS_DOMAIN"), environment.text("SERAI_REMINDERS_FROM")
MAILS, MAILERS = bool(environment.text("SERAI_MAIL_URL")), environment.mailers("SERAI_MAIL_URL")
SILENCED_SYSTEM_CHECKS = [] if MAILS else ["mail.E001"]  # that no mail leaves is meant
SEALED_PASSPHRASE_COST = slots.PERSONAL

# --- what the browser may do --------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["default"],  # ui/trusted.js; a second one is refused
}
SECURE_REFERRER_POLICY = "same-origin"  # docs/decisions/0015-a-referrer-for-our-own-forms.md
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_SSL_REDIRECT = TLS
BEHIND_PROXY = environment.flag("SERAI_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
UPLOAD_MEGABYTES = max(PAPER_MEGABYTES, 10) + 1  # kept in memory, never in a temporary file
FILE_UPLOAD_HANDLERS = ["serai.ui.uploads.InMemory"]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- logs: ids and verbs, never names -------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_values": {"()": "serai.config.logs.NoValues"}},
    "formatters": {
        "plain": {"()": "serai.config.logs.InUtc", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["no_values"], "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
