"""Fill an empty database with the demo commune."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...demo.load import DemoRefused, load


class Command(BaseCommand):
    help = "Load the demo commune into an empty database; refuses when anything is there."

    def handle(self, **options):
        try:
            load()
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        if options["verbosity"]:
            self.stdout.write(_("The demo commune is loaded."))
