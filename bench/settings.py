"""The settings of the demo, with one page more: the plain view that sending a letter is compared with."""

from demo.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
