"""Validity of HTML by the Nu checker (https://validator.github.io/validator/), run locally."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def faults(pages):
    """
    Return {name: [what is wrong, …]} of ``pages`` ({name: HTML}), errors and warnings alike.

    Mere remarks are left out: a page that draws only those is valid.

    :raises RuntimeError: when the checker itself fails
    """
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, (name, html) in enumerate(pages.items()):
            file = Path(folder, f"{number:03}.html")
            file.write_text(html, encoding="utf-8")
            files[file.name] = name
        command = ["java", "-jar", JAR, "--format", "json", "--exit-zero-always", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = {name: [] for name in pages}
    for message in json.loads(done.stderr)["messages"]:
        if message["type"] == "non-document-error":
            raise RuntimeError(message["message"])
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        name = files[Path(message["url"]).name]
        found[name].append(_sentence(message))
    return found


def _sentence(message):
    place = re.sub(r"\s+", " ", message.get("extract", ""))
    return f"{message.get('subType', message['type'])}: {message['message']} – {place}"
