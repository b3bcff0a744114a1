"""`make tour`: play the whole journey in a browser, and keep it as pictures and as one HTML file to mail around."""

import asyncio
import base64
import html
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import async_playwright

from tests.browser import NAMES, QUIET
from tests.operate.test_make_run import started
from tests.stories.browsing import Album, Picture
from tests.stories.journey import Journey
from tests.stories.review import Review

PICTURES = Path("docs/pictures")
FILE = Path("build/tour.html")
STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#1d1c1d, #e3e4e6); --paper: light-dark(#fff, #1a1d21);
  --soft: light-dark(#5b5a5b, #b4b5b8); }
body { max-width: 1000px; margin: 40px auto; padding: 0 20px; background: var(--paper); color: var(--ink);
  font: 17px/1.5 system-ui, sans-serif; }
figure { margin: 44px 0; }
img { max-width: 100%; max-height: 90vh; border: 1px solid var(--soft); border-radius: 10px; }
figcaption { margin-bottom: 10px; }
p { color: var(--soft); }
"""


def page(pictures: list[Picture], folder: Path, acts: int, to_join: int) -> str:
    """Everything inside one file, so that it can be mailed."""
    figures = "\n".join(_figure(number, one, folder) for number, one in enumerate(pictures, 1))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Mentor Bot: from an invitation to feedback that was read</title><style>{STYLE}</style></head><body>
<h1>From an invitation to feedback that was read</h1>
<p>Ana would like a mentor, Bo becomes hers, Hana runs the program. Played in a browser, with the real bot in its sandbox, a small
Slack on one's own machine: {acts} acts of all three together, {to_join} of them for Ana to join. Names are invented.</p>
{figures}
<p>Play it yourself: <code>make run</code>, and open the address it prints.</p>
</body></html>
"""


def _figure(number: int, one: Picture, folder: Path) -> str:
    data = base64.b64encode((folder / one.file).read_bytes()).decode()
    return (
        f"<figure><figcaption>{number}. {html.escape(one.caption)}</figcaption>"
        f'<img src="data:image/png;base64,{data}" alt="{html.escape(one.alt)}"></figure>'
    )


async def play(kind: type[Journey], chromium: str, pictures: Path) -> Journey:
    with TemporaryDirectory() as company:
        async with started(Path(company)) as (_, address), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
            story = kind(browser, address, Album(pictures))
            await story.play()
            await browser.close()
            return story


def keep(taken: list[Path]) -> None:
    """These pictures take the place of the older ones."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for picture in taken:
        shutil.copy(picture, PICTURES)


def main() -> int:
    chromium = next((found for name in NAMES if (found := shutil.which(name))), None)
    if chromium is None:
        print(
            "The tour is played in Chromium, and none is installed. Debian, Ubuntu: sudo apt install chromium"
        )
        return 1
    with TemporaryDirectory() as taken:
        story = asyncio.run(play(Journey, chromium, Path(taken)))
        review = asyncio.run(play(Review, chromium, Path(taken)))
        keep(sorted(Path(taken).glob("*.png")))
    pictures = story.album.pictures + review.album.pictures
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(page(pictures, PICTURES, story.read_after, story.joined_after), encoding="utf-8")
    print(f"{FILE}: {len(pictures)} pictures, {FILE.stat().st_size / 1e6:.1f} MB; also in {PICTURES}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
