"""Make the pictures of the README from the sample archive: .venv/bin/python docs/screenshots.py

Serves a fresh sample archive from a temporary folder and photographs it with Chromium
(CHROMIUM names another path than /usr/bin/chromium). Pictures go to docs/images/.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs/images"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
WIDE = {"width": 1280, "height": 860}
QUERY = "leader%3Aputin+country%3Airan+%22humanitarian+aid%22+after%3A2023-10"

DUMP = """Harbour Towns Agree to Share Pilots

 Pilot boats leave the harbour of Durres, Albania, Monday, March 4, 2024. (Example Agency)
Pilot boats leave the harbour of Durres, Albania, Monday, March 4, 2024. (Example Agency)
TT

Harbour Towns Agree to Share Pilots

 Pilot boats leave the harbour of Durres, Albania, Monday, March 4, 2024. (Example Agency)
Pilot boats leave the harbour of Durres, Albania, Monday, March 4, 2024. (Example Agency)

Norwegian Foreign Minister Kari Solberg met officials in Tirana on Monday to speak of pilots and harbours.

Solberg said the talks with Albania would go on in spring.
"""
ROWS = """{"id": "7", "title": "Ferry Reopens", "text": "Italy said the ferry runs.", "date": "2024-03-05"}
{"id": "8", "title": "No text came with this one", "text": ""}
"""


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(12)
    with archive(password) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_context(viewport=WIDE, device_scale_factor=1).new_page()
        photograph(page, f"{site}/", "home")
        photograph(page, f"{site}/search?q={QUERY}", "search")
        page.goto(f"{site}/search?q=putin+netanyahu")
        page.locator("main article a, main li h2 a, main h2 a, main h3 a").first.click()
        page.wait_for_load_state()
        page.locator("article p a.marked").nth(3).hover()
        page.wait_for_timeout(400)
        page.screenshot(path=IMAGES / "article.png")
        desk(page, site, password)
        browser.close()


def photograph(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.screenshot(path=IMAGES / f"{name}.png")


def desk(page: Page, site: str, password: str) -> None:
    """Upload a small batch and photograph what the desk makes of it."""
    page.goto(f"{site}/admin/login/?next=/admin/articles/batch/import/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", password)
    page.click("input[type=submit]")
    files = [("harbours.txt", DUMP), ("ferries.jsonl", ROWS), ("empty.txt", "")]
    page.set_input_files(
        "input[type=file]",
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files],
    )
    page.fill("#id_label", "March harvest")
    page.fill("#id_source", "Example Times")
    page.click("text=See what is in them")
    page.wait_for_selector("text=Nothing is stored yet", timeout=60_000)
    page.screenshot(path=IMAGES / "desk.png")


@contextmanager
def archive(password: str) -> Iterator[str]:
    """The address of a served sample archive with an admin, gone when all is done."""
    with tempfile.TemporaryDirectory(prefix="newsarchive-pictures-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        made = {"DJANGO_SUPERUSER_PASSWORD": password, "NEWSARCHIVE_DATA": folder, "PORT": port}
        environment = os.environ | made | {"LOG_LEVEL": "ERROR"}
        run = [sys.executable, "manage.py"]
        subprocess.run([*run, "prepare"], cwd=ROOT, env=environment, check=True)
        create = ["createsuperuser", "--noinput", "--username", "admin", "--email", "admin@example.org"]
        subprocess.run([*run, *create], cwd=ROOT, env=environment, check=True)
        gunicorn = ["-m", "gunicorn", "--config", "newsarchive/gunicorn.py", "newsarchive.wsgi"]
        server = subprocess.Popen([sys.executable, *gunicorn], cwd=ROOT, env=environment)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
            subprocess.run([*run, "postgres", "stop"], cwd=ROOT, env=environment, check=False)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit(f"{address} does not answer")


if __name__ == "__main__":
    main()
