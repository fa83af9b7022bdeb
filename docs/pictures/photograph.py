"""Photograph the demo company's pages for the README: `make pictures`."""

import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which
from typing import Final

from playwright.sync_api import Page, sync_playwright

FOLDER: Final = Path(__file__).parent
POLKU: Final = (sys.executable, "-c", "from polku.surfaces.cli.main import main; main()")
PASSWORD: Final = secrets.token_urlsafe()
CHROMIUM: Final = which("chromium") or which("chromium-browser") or which("google-chrome")


def photograph(page: Page, url: str) -> None:
    """Sign in, find Aino and photograph her page."""
    page.goto(f"{url}/sign-in")
    page.get_by_label("Username").fill("photographer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/")
    page.goto(f"{url}/?q=Aino+Virtanen")
    page.get_by_role("link", name="Aino Virtanen").first.click()
    page.get_by_role("heading", name="Aino Virtanen").wait_for()
    page.screenshot(path=FOLDER / "customer.png")


def main() -> None:
    """Serve the demo company from a folder of its own and photograph it."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        environment = {"POLKU_HOME": home, "PATH": "/usr/bin:/bin"}
        subprocess.run([*POLKU, "demo", "--customers", "300"], env=environment, check=True)
        add = [*POLKU, "person", "add", "photographer", "--full-name", "Sari Lehto", "--password-stdin"]
        subprocess.run(add, env=environment, check=True, input=PASSWORD, text=True)
        with subprocess.Popen(
            [*POLKU, "serve", "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
        ) as server:
            line = next(line for line in server.stdout or () if "answers at" in line)
            (url,) = re.findall(r"http://\S+", line)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            photograph(browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB"), url)
            browser.close()
            server.terminate()


if __name__ == "__main__":
    main()
