"""The settings of how staff sign in: passwords, second factors, sessions and their end."""

import environ

env = environ.Env()

AUTH_USER_MODEL = "organs.Staff"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "interaction.organs.permissions.PostsBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name"), "max_similarity": 0.5},
    },
    {"NAME": "interaction.sign_in.passwords.NoLeakedWord"},
    {"NAME": "interaction.sign_in.passwords.KindsOfCharacters"},
    {"NAME": "interaction.sign_in.passwords.NoneOfTheLast"},
]
# After how many minutes without use a session of staff ends (GB/T 22239-2019 8.1.4.1); 0 for never.
IDLE_MINUTES = env.int("IDLE_MINUTES", default=30)
# For how many minutes a password or code that was given counts for signing off, granting posts, revealing in bulk; 0 for
# the whole session.
REAUTHENTICATE_MINUTES = env.int("REAUTHENTICATE_MINUTES", default=15)
# After how many days a password of staff must be changed; 0 for never (GB/T 22239-2019 8.1.4.1).
PASSWORD_DAYS = env.int("PASSWORD_DAYS", default=90)
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
# The library counts in Redis; ours are counted in PostgreSQL (interaction/sign_in/limits.py).
ACCOUNT_RATE_LIMITS = False
# An authenticator's codes, a passkey (FIDO2), and codes on paper for who has neither at hand.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "interaction.sign_in.second_factor.SealedFactors"
MFA_FORMS = {
    "authenticate": "interaction.sign_in.second_factor.Authenticate",
    "reauthenticate": "interaction.sign_in.second_factor.Reauthenticate",
    "activate_totp": "interaction.sign_in.second_factor.ActivateTOTP",
}
# The posts whose holders sign in with a second factor, and nothing of the desk opens before they have one.
SECOND_FACTOR_ROLES = env.list(
    "SECOND_FACTOR_ROLES", default=["signer", "publisher", "administrator", "security", "auditor"]
)
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_ADAPTER = "interaction.sign_in.accounts.StaffAccounts"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
