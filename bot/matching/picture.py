"""Draws a page of the goal alignment matrix as a PNG for a phone's width. Takes matplotlib: import it where it is used."""

import io
import warnings
from collections.abc import Sequence
from functools import cache

from matplotlib import colormaps, ft2font
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.patches import Rectangle

from bot.matching.matrix import COLUMNS, Page

WIDTH, DENSITY = 390, 2
"""The width of a phone in its points, and how many pixels each of them has."""

CELL, NAMES, HEAD, FOOT, BESIDE = 26, 112, 120, 46, 38
"""Points: the height of a row, the width of the mentees' names, the height above the cells and below, the right margin."""

LONGEST = 17
COLOURS = colormaps["cividis"]  # reads the same for all kinds of colour vision
LEAST, MOST = 10, 70  # where the colours begin and end: real fits lie between
WHITE_BELOW = 0.179  # the luminance at which white and black are read equally well
PAPER, INK, QUIET = "white", "#1a1a1a", "#5f5f5f"


def draw(page: Page) -> bytes:
    """The page as a PNG, 780 pixels wide."""
    height = HEAD + CELL * len(page.mentees) + FOOT
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72 * DENSITY, facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    width = (WIDTH - NAMES - BESIDE) / max(len(page.mentors), COLUMNS - 2)
    _names(axes, page, width)
    for row in range(len(page.mentees)):
        for column in range(len(page.mentors)):
            _cell(axes, page, row, column, width)
    for row, column in sorted(page.chosen):
        _frame(axes, NAMES + column * width, HEAD + row * CELL, width)
    _foot(axes, page, height)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # a letter no font has is drawn as a box, and stands in words elsewhere
        png = io.BytesIO()
        figure.savefig(png, format="png", dpi=72 * DENSITY, facecolor=PAPER, metadata={"Software": None})
    return png.getvalue()


def _cell(axes: Axes, page: Page, row: int, column: int, width: float) -> None:
    value = page.cells[row][column]
    left, top = NAMES + column * width, HEAD + row * CELL
    if value is None:
        axes.add_patch(Rectangle((left, top), width, CELL, facecolor="#f0f0f0", edgecolor=PAPER, linewidth=1))
        _write(axes, left + width / 2, top + CELL / 2, "–", colour=QUIET, ha="center")
        return
    shade = COLOURS(min(1.0, max(0.0, (value - LEAST) / (MOST - LEAST))))
    axes.add_patch(Rectangle((left, top), width, CELL, facecolor=shade, edgecolor=PAPER, linewidth=1))
    dark = luminance(shade[:3]) < WHITE_BELOW
    bold = "bold" if (row, column) in page.chosen else "normal"
    _write(
        axes,
        left + width / 2,
        top + CELL / 2,
        f"{value:g}",
        colour="white" if dark else "black",
        ha="center",
        weight=bold,
    )


def luminance(colour: Sequence[float]) -> float:
    """Relative luminance as WCAG counts contrast by: 0.2126 R + 0.7152 G + 0.0722 B of the linear parts."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _frame(axes: Axes, left: float, top: float, width: float) -> None:
    """Black outside and white inside: seen on every colour."""
    axes.add_patch(Rectangle((left, top), width, CELL, fill=False, edgecolor="black", linewidth=3, zorder=4))
    axes.add_patch(
        Rectangle(
            (left + 2, top + 2), width - 4, CELL - 4, fill=False, edgecolor="white", linewidth=1.2, zorder=5
        )
    )


def _names(axes: Axes, page: Page, width: float) -> None:
    title = "Who would fit whom" + (f", page {page.number} of {page.of}" if page.of > 1 else "")
    _write(axes, 6, 12, title, weight="bold", size=12)
    for row, name in enumerate(labels(page.mentees)):
        _write(axes, NAMES - 5, HEAD + (row + 0.5) * CELL, name, ha="right")
    for column, name in enumerate(labels(page.mentors)):
        left = NAMES + (column + 0.5) * width
        _write(axes, left - 3, HEAD - 5, name, rotation=65, va="bottom", anchor=True)


def _foot(axes: Axes, page: Page, height: float) -> None:
    lines = (
        "Rows seek a mentor, columns could be one. Numbers: how well they",
        "fit, of 100. Framed: the proposed pairs. –: cannot be paired.",
    )
    for place, line in enumerate(lines):
        _write(axes, 6, height - FOOT + 16 + 15 * place, line, colour=QUIET, size=10)


def _write(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    *,
    colour: str = INK,
    ha: str = "left",
    va: str = "center",
    size: float = 10.5,
    weight: str = "normal",
    rotation: float = 0,
    anchor: bool = False,
) -> None:
    axes.text(
        x,
        y,
        words,
        color=colour,
        ha=ha,
        va=va,
        fontsize=size,
        fontweight=weight,
        rotation=rotation,
        rotation_mode="anchor" if anchor else "default",
        parse_math=False,
        zorder=6,
    )


def labels(names: Sequence[str]) -> list[str]:
    """Names as they can be drawn: shortened; a number in place of one whose letters no font here has."""
    return [_short(name) if _drawable(name) else f"no. {place}" for place, name in enumerate(names, start=1)]


def _short(name: str) -> str:
    """`Fatima Zahra Idrissi` as `Fatima Z. Idrissi`, then as `Fatima Idrissi`, then cut."""
    first, *middle, last = name.split() if " " in name.strip() else (name, "")
    for one in (
        name,
        " ".join([first, *(part[:1] + "." for part in middle), last]),
        f"{first} {last}",
        f"{first} {last[:1]}.",
    ):
        if len(one) <= LONGEST:
            return one.strip()
    return name[: LONGEST - 1] + "…"


def _drawable(name: str) -> bool:
    return all(letter.isspace() or ord(letter) in _letters() for letter in name) and not _from_the_right(name)


def _from_the_right(name: str) -> bool:
    return any("\u0590" <= letter <= "\u08ff" for letter in name)


@cache
def _letters() -> frozenset[int]:
    return frozenset(ft2font.FT2Font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())
