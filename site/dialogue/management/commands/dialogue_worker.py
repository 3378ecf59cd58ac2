"""The background worker that a site starts beside its web server."""

import logging
import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection

from dialogue import tasks

SECONDS_TO_WAIT = 5.0
UNUSABLE = (DatabaseError, InterfaceError)
logger = logging.getLogger("dialogue.worker")


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
        if once:
            tasks.housekeeping()
        if not tasks.uses_database_queue():
            if once:
                return None
            raise CommandError(
                "TASKS: the queue isn't in the database, so there is nothing to wait for. Use "
                "django_tasks_db.DatabaseBackend, or run this command with --once from cron."
            )
        work = {"interval": interval, "batch": once, "verbosity": verbosity}
        if once:
            return self.work(**work)
        # A daemon: it ends with the process, which the worker's own signals end.
        threading.Thread(target=self.keep_house, args=[housekeeping], daemon=True).start()
        return self.work_through_outages(**work)

    def work(self, **options):
        call_command("db_worker", queue_name="*", reload=False, startup_delay=False, **options)

    def work_through_outages(self, **options):
        """
        Work until told to stop. Without its database the worker waits for it to come back: its end
        would take the web server along, which tells people in the meantime where to turn.
        """
        pause = threading.Event()
        while True:
            try:
                tasks.housekeeping()
                return self.work(**options)
            except UNUSABLE as error:
                # The message may quote what was being stored, so only the kind is kept.
                logger.error("database unavailable, waiting: %s", type(error).__name__)
                connection.close()
            pause.wait(SECONDS_TO_WAIT)

    def keep_house(self, seconds):
        """Look for lost work every so often, for as long as the process lives."""
        pause = threading.Event()
        while not pause.wait(seconds):
            try:
                tasks.housekeeping()
            except UNUSABLE as error:
                # Locked or restarting: the next look comes.
                self.stderr.write(f"housekeeping: {type(error).__name__}")
            finally:
                connection.close()
