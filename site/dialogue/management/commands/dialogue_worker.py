"""The background worker that a site starts beside its web server."""

import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from dialogue import tasks


class Command(BaseCommand):
    help = "Send mails and do other background work until told to stop (SIGTERM, Ctrl+C)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once",
            action="store_true",
            help="do what waits now, then end: for cron, or where no worker keeps running",
        )
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds between looks at the queue"
        )
        parser.add_argument(
            "--housekeeping",
            type=float,
            default=600.0,
            help="seconds between looks for what got lost",
        )

    def handle(self, *, once, interval, housekeeping, verbosity, **options):
        tasks.housekeeping()
        if not tasks.uses_database_queue():
            if once:
                return
            raise CommandError(
                "TASKS: the queue isn't in the database, so there is nothing to wait for. Use "
                "django_tasks_db.DatabaseBackend, or run this command with --once from cron."
            )
        if not once:
            # A daemon: it ends with the process, which the worker's own signals end.
            threading.Thread(target=self.keep_house, args=[housekeeping], daemon=True).start()
        call_command(
            "db_worker",
            queue_name="*",
            interval=interval,
            batch=once,
            reload=False,
            startup_delay=False,
            verbosity=verbosity,
        )

    def keep_house(self, seconds):
        """Look for lost work every so often, for as long as the process lives."""
        pause = threading.Event()
        while not pause.wait(seconds):
            try:
                tasks.housekeeping()
            except OperationalError as error:
                # Locked or restarting: the next look comes.
                self.stderr.write(f"housekeeping: {type(error).__name__}")
            finally:
                connection.close()
