import os
import sys

import django
from django.core.management import execute_from_command_line
from django.utils import translation

from serai.config import language

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "serai.config.settings")
    os.environ.setdefault("SERAI_AS_OWNER", "1")
    spoken = language.chosen()
    with language.speaking(spoken):
        django.setup()
        with translation.override(spoken):
            execute_from_command_line(sys.argv)
