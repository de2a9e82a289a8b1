"""The page in a real browser, opened from disk: it needs no network and reaches none, filters, and shows the words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kronika import publish
from kronika.publish import EditionOptions, publish_edition
from kronika.publish.checks import check_record
from kronika.publish.portion import Bounds
from kronika.publish.render import render_page, script_json
from kronika.records import Date
from tests.publish.fixture import Draft, many, record

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
PATIENCE = 120_000  # milliseconds: a busy machine is slow, not wrong
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "no Chromium: run tests/setup-browser"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


class Opened:
    """A page and everything that went wrong or left the disk while it was open."""

    def __init__(self, browser: Browser, file: Path, *, width: int = 1366, height: int = 768) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: self.faults.append("a script of the data's ran"))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("tr.row")

    def close(self) -> None:
        assert self.faults == []
        assert [url for url in self.requests if not url.startswith("file:")] == []
        self.page.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("edition")
    publish_edition(record(), path, EditionOptions(title=f"Halvik {HOSTILE}"))
    return path


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    opened = Opened(browser, folder / "index.html")
    yield opened.page
    opened.close()


def test_it_opens_on_the_event_most_reports_tell_of(page: Page) -> None:
    assert "names people" in page.inner_text(".banner")
    assert page.inner_text("h1") == f"Halvik {HOSTILE}"
    assert "6 reports · 17 mentions · 9 events" in page.inner_text(".counts")
    assert page.locator("tr.row").count() == 9
    assert "Dockworkers went on strike in Halvik, Estonia on Friday 12 March 2021" in page.inner_text(".sentence")
    assert "Who says so" in page.inner_text(".sentence")


def test_filters_narrow_table_timeline_and_map(page: Page) -> None:
    rows = page.locator("tr.row")
    page.fill("#q", "water cannon")
    expect(rows).to_have_count(1)
    assert "Force against a crowd" in page.inner_text("tr.row")
    page.click("#clear")
    expect(rows).to_have_count(9)
    page.click(".chip:has-text('Coercion')")
    expect(rows).to_have_count(2)
    page.click("#clear")
    page.check("#disputed")
    expect(rows).to_have_count(3)
    page.click("#clear")
    page.select_option("#status", "negated")
    expect(rows).to_have_count(1)
    assert "did not happen" in page.inner_text("tr.row")
    page.click("#clear")
    page.locator("#confidence").fill("0.9")
    expect(rows).to_have_count(8)
    page.click("#clear")
    page.click(".dot[aria-label^='Tolmar']")
    expect(rows).to_have_count(2)
    page.click("#clear")
    page.fill("#from", "2021-03-13")
    page.fill("#to", "2021-03-13")
    expect(rows).to_have_count(4)


def test_the_timeline_chooses_days(page: Page) -> None:
    bars = page.locator(".column:has(rect:not(.hit)) .hit")
    rows = page.locator("tr.row")
    before = rows.count()
    bars.nth(1).click()
    expect(rows).not_to_have_count(before)
    assert page.input_value("#from") == page.input_value("#to") == "2021-03-12"


def test_a_day_far_off_stands_named_at_an_end_of_the_timeline(browser: Browser, tmp_path: Path) -> None:
    source = record()
    days = (date(1848, 3, 18), date(2099, 5, 1))
    dated = [event for event in source.told if event.date][:2]
    moved = {one.id: Date(None, day, day, "day") for one, day in zip(dated, days, strict=True)}
    source.told = [replace(event, date=moved.get(event.id, event.date)) for event in source.told]
    publish_edition(source, tmp_path)
    opened = Opened(browser, tmp_path / "index.html")
    page, rows, strays = opened.page, opened.page.locator("tr.row"), opened.page.locator(".stray")
    assert strays.locator("text").all_text_contents() == ["« 1848", "2099 »"]
    assert page.locator(".hit[data-bin]").count() < 30, "the bars in between are still those of days"
    strays.nth(0).click()
    expect(rows).to_have_count(1)
    assert page.input_value("#from") == page.input_value("#to") == "1848-03-18"
    strays.nth(0).click()
    expect(rows).to_have_count(9)
    strays.nth(1).press("Enter")
    expect(rows).to_have_count(1)
    assert page.input_value("#to") == "2099-05-01"
    opened.close()


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ([5], [5, 5]),
        ([0, 1, 2, 3, 4, 29_000], [0, 4]),
        ([-40_000, 0, 1, 2, 3, 4, 29_000], [0, 4]),
        ([0, 300, 600, 900], [0, 900]),
        ([0, 29_000], [0, 29_000]),
        ([0, 5_000, 10_000, 15_000], [0, 15_000]),
        ([-60_000, *range(60), *range(8_000, 8_060)], [0, 8_059]),
    ],
)
def test_little_and_far_off_is_stray(page: Page, days: list[int], kept: list[int]) -> None:
    script = (Path(publish.__file__).parent / "page" / "timeline.js").read_text("utf-8")
    assert page.evaluate(f"days => {{ {script}; return withoutStrays(days); }}", days) == kept


def test_a_value_lights_its_words_and_words_light_their_value(page: Page) -> None:
    page.click("tr.row:has-text('Arrest') >> nth=0")
    page.click(".telling .value:has-text('more than 60') button")
    lit = page.locator(".text mark.lit")
    assert "".join(lit.all_inner_texts()) == "more than 60"
    assert lit.first.is_visible()
    page.click(".text mark:has-text('Marta Ilves')")
    page.wait_for_selector(".sentence:has-text('beat')")
    assert "Marta Ilves" in page.inner_text(".value.lit")
    assert "Marta Ilves" in page.locator(".text mark.lit").all_inner_texts()


def test_words_after_an_emoji_are_cut_where_they_are(page: Page) -> None:
    """Offsets are code points; a browser counts an emoji twice."""
    page.click("tr.row:has-text('Beating')")
    page.click(".telling .value:has-text('The port authority') button")
    assert "".join(page.locator(".text mark.lit").all_inner_texts()) == "The port authoritydenied"


def test_reports_are_compared_and_numbers_stripped(page: Page) -> None:
    page.click("tr.row:has-text('Arrest') >> nth=0")
    strip = page.inner_text(".strip")
    for words in ("Interior Ministry", "Free Dockers' Union", "“more than 60”", "disputed", "as CCC reads", "low 43"):
        assert words in strip
    assert page.locator(".strip .arrow").count() == 3, "three claims leave their upper end open"
    page.click("text=Compare 3 reports")
    heads = page.locator(".grid thead th").all_inner_texts()
    assert [head.split("\n")[0] for head in heads] == [
        "Field", "Halvik Courier", "Northern Wire", "Coast Gazette", "The record",
    ]  # fmt: skip
    assert "taken over from Northern Wire" in heads[3]
    page.click(".grid td button:has-text('at least 43') >> nth=-1")
    assert page.inner_text(".reading h2") == "Coast Gazette"
    assert "".join(page.locator(".text mark.lit").all_inner_texts()).startswith("at least 43")


def test_keys_are_enough(page: Page) -> None:
    rows = page.locator("tr.row")
    page.keyboard.press("/")
    page.keyboard.type("students")
    expect(rows).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert "Students" in page.inner_text(".sentence")
    page.keyboard.press("n")
    assert page.locator(".text mark.lit").count() >= 1
    page.keyboard.press("x")
    expect(rows).to_have_count(9)
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")


def test_it_prints_and_turns_dark(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.is_visible("#filters")
    assert page.is_visible(".sentence")
    page.emulate_media(media="screen")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_on_a_phone_it_opens_at_its_head_and_follows_a_choice(browser: Browser, folder: Path) -> None:
    opened = Opened(browser, folder / "index.html", width=390, height=844)
    page = opened.page
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("tr.row >> nth=0")
    top = page.evaluate("document.getElementById('detail').getBoundingClientRect().top")
    assert -1 <= top < 844, "what was chosen is in sight"
    opened.close()


def test_without_texts_it_holds_none(browser: Browser, tmp_path: Path) -> None:
    publish_edition(record(), tmp_path, EditionOptions(texts=False))
    html = (tmp_path / "index.html").read_text("utf-8")
    assert "By evening police had arrested" not in html
    opened = Opened(browser, tmp_path / "index.html")
    opened.page.click("tr.row:has-text('Arrest') >> nth=0")
    assert "more than 60" in opened.page.inner_text("#reading")
    assert "without the reports' texts" in opened.page.inner_text("#about")
    opened.close()


def test_five_thousand_mentions_stay_usable(browser: Browser, tmp_path: Path) -> None:
    source = many(5_000)
    whole = render_page(source, check_record(source), EditionOptions(), bounds=Bounds(events=2_000))
    (tmp_path / "index.html").write_text(whole, "utf-8")
    opened = Opened(browser, tmp_path / "index.html")
    page = opened.page
    assert "it shows 2,000 of 2,655 events" in page.inner_text(".portion")
    assert page.locator("tr.row").count() == 100
    page.click("#pager button:has-text('›')")
    assert "2 / " in page.inner_text("#pager")
    page.fill("#q", "water cannon")
    expect(page.locator("#shown")).to_contain_text(" of ")
    page.click("tr.row >> nth=3")
    assert page.locator(".text mark.own").count() > 2
    opened.close()


def test_one_report_without_events_is_a_page_too(browser: Browser, tmp_path: Path) -> None:
    source = record()
    source.told, source.related, source.waves = [], [], []
    first = source.drafts[0]
    hostile = replace(first.report, publisher=HOSTILE, text=f"{first.report.text}{HOSTILE}\u2028'\"`${{1}}")
    source.drafts = [Draft(hostile, first.mentions)]
    publish_edition(source, tmp_path)
    opened = Opened(browser, tmp_path / "index.html")
    assert opened.page.locator("#list-mentions[aria-selected=true]").count() == 1, "without events, the mentions"
    assert opened.page.inner_text(".reading h2") == HOSTILE
    assert HOSTILE in opened.page.inner_text(".text"), "what is data stays text"
    assert opened.page.locator("img").count() == 0
    opened.close()


def test_data_cannot_end_the_script_element() -> None:
    text = script_json({"a": "</script><!-- \u2028 & \ud800"})
    assert "<" not in text
    assert "\u2028" not in text
    assert "\\u003c/script" in text
    assert text.encode("utf-8")
