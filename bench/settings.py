"""The settings of the system itself, with one page more: the plain view that sending a letter is compared with."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
