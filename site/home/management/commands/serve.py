"""Make everything ready and serve the site with its worker, until stopped."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dialogue.demo.load import is_empty, sample_tracking
from dialogue.demo.people import logins
from home import server


class Command(BaseCommand):
    help = "Migrate, collect static files, load the demo into an empty database, and serve."

    def handle(self, **options):
        host, port = os.environ.get("HOST", "127.0.0.1"), self._port()
        self._refuse_a_taken_port(host, port)
        self._say(_("Preparing the database and the static files …"))
        server.migrate()
        server.collect_static()
        demo = self._demo()
        processes = server.Processes(host, port)
        processes.start()
        if processes.wait_until_it_answers():
            self._announce(f"http://{host}:{port}", demo)
        if not processes.wait():
            raise CommandError(_("The server or its worker ended unexpectedly; see above."))
        self._say(_("Stopped."))

    def _port(self):
        typed = os.environ.get("PORT", "8000")
        if not typed.isdecimal() or not 0 < int(typed) < 65536:
            raise CommandError(
                _("PORT=%(port)s is no port: choose a number from 1024 to 65535.") % {"port": typed}
            )
        return int(typed)

    def _refuse_a_taken_port(self, host, port):
        try:
            free = server.is_free(host, port)
        except OSError as error:
            raise CommandError(
                _("Can't listen on %(host)s:%(port)s: %(error)s.")
                % {"host": host, "port": port, "error": error.strerror}
            ) from error
        if not free:
            raise CommandError(
                _(
                    "Port %(port)s is taken by another program. Stop that one, or choose another "
                    "port, for example: PORT=%(other)s make run"
                )
                % {"port": port, "other": 8123 if port != 8123 else 8124}
            )

    def _demo(self):
        """Load the demo into an empty database; return its logins if the database is the demo's."""
        if not settings.DIALOGUE_DEMO_WEBSITE:
            return []
        if is_empty():
            self._say(_("The database is empty: loading the demo commune …"))
            call_command("load_demo", verbosity=0)
        return logins()

    def _announce(self, address, demo):
        desk = f"{address}/quan-tri/"
        self._say("")
        self._say(_("  Website:  %(address)s/") % {"address": address})
        self._say(_("  Desk:     %(address)s") % {"address": desk})
        if demo:
            code, digits = sample_tracking()
            self._say(
                _("  To try following a matter: code %(code)s, last four digits %(digits)s")
                % {"code": code, "digits": digits}
            )
            self._say("")
            self._say(_("  Demo logins (user name / first password):"))
            width = max(len(login.username) for login in demo)
            for login in demo:
                name = login.username.ljust(width)
                self._say(f"    {name}  {login.password}  {login.duty}")
        self._say("")
        self._say(_("  Press Ctrl-C to stop."))

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
