"""How gunicorn serves the site: `gunicorn wsgi:application --chdir site`."""

import os
from pathlib import Path

_HOST = os.environ.get("HOST", "127.0.0.1")
bind = f"{_HOST}:{os.environ.get('PORT', '8000')}"
chdir = str(Path(__file__).resolve().parent)

# Few processes, some threads: SQLite has one writer, and a commune's server has few cores.
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # loaded once, then forked: starts faster and takes less memory
timeout = 60
graceful_timeout = 20
keepalive = 5
# Workers start anew now and then, so that no leak lasts; never both at once.
max_requests = 5000
max_requests_jitter = 500

# An access log would pair people's addresses with what they read.
accesslog = None
loglevel = "warning"
control_socket_disable = True
