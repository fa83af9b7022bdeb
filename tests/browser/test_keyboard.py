"""Without a mouse: every page walked by Tab, each stop seen, everything that can be pressed reached."""

import pytest
from playwright.sync_api import Page, expect

from polku.workspace.models import Person
from tests.browser.conftest import OpenPage
from tests.browser.full_house import addresses

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.looks,
    pytest.mark.django_db(databases="__all__", transaction=True),
]
MOST_STOPS = 400
# What Tab should reach: whatever can be pressed or filled in and is drawn.
REACHABLE = """() => {
  const pressable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  window.stops = [...document.querySelectorAll(pressable)].filter(one =>
    one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}));
  // Of radio buttons with one name, Tab reaches the chosen one; the arrows do the rest.
  window.stops = window.stops.filter(one => one.type !== "radio" || one.checked);
  document.body.tabIndex = -1;  // the walk begins at the top, wherever the page has put the cursor
  document.body.focus();
  document.body.removeAttribute("tabindex");
  return window.stops.length;
}"""
# Where one stands after each Tab: its number among the reachable, whether it shows that it has the focus, whether it
# is in sight. Noted in the page as the key comes up, and asked for once.
NOTE_STOPS = """() => {
  window.walked = [];
  window.noting?.abort();
  window.noting = new AbortController();
  document.addEventListener("keyup", event => { if (event.key === "Tab") window.walked.push(stop()); },
    {capture: true, signal: window.noting.signal});
  function stop() {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  // A mark of a picture shows it by its own shape (pages/customer, whose tests look at that).
  const drawn = one instanceof SVGElement || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inSight = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  return [window.stops.indexOf(one), drawn, inSight, one.outerHTML.slice(0, 120)];
  }
}"""

# Tab stops at each part of a field for a day or an hour.
PARTS = "() => 6 * document.querySelectorAll('input[type=date], input[type=time], input[type=datetime-local]').length"
HTML = "number => window.stops[number].outerHTML.slice(0, 120)"


def walk(page: Page) -> tuple[list[int], list[str]]:
    """Press Tab until the page is left; the numbers of the stops in order, and what was wrong at them."""
    stops, wrong = [], []
    count = page.evaluate(REACHABLE)
    page.evaluate(NOTE_STOPS)
    for _ in range(min(count + 1 + page.evaluate(PARTS), MOST_STOPS)):
        page.keyboard.press("Tab")
    for number, drawn, in_sight, html in page.evaluate("window.walked"):
        if stops and number == stops[-1]:
            continue
        if html.startswith("<body") or number in stops:
            break
        stops.append(number)
        if not (drawn and in_sight):
            wrong.append(f"{'not drawn' if in_sight else 'out of sight'}: {html}")
    return stops, wrong


def troubles_on(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """Each page's stops that are not seen or never reached, a few of them."""
    troubles = {}
    for address in addresses:
        page.goto(address, wait_until="load")
        stops, wrong = walk(page)
        missed = set(range(page.evaluate("window.stops.length"))) - set(stops)
        wrong += [f"never reached: {page.evaluate(HTML, number)}" for number in sorted(missed)]
        if wrong:
            troubles[address] = wrong[:4]
    return troubles


def test_every_stop_is_seen_and_everything_is_reached_on_a_phones_width(
    open_page: OpenPage, sari: Person
) -> None:
    page = open_page("/me", sari, width=390)
    assert troubles_on(page, addresses(sari)) == {}


def test_every_stop_is_seen_and_everything_is_reached_with_the_navigation_spread_out(
    open_page: OpenPage, sari: Person
) -> None:
    page = open_page("/me", sari, width=1280)
    assert troubles_on(page, ["/", "/live", "/people", "/portfolio"]) == {}


def test_the_walk_sees_a_stop_without_a_ring_and_one_that_is_never_reached(
    open_page: OpenPage, sari: Person
) -> None:
    page = open_page("/me", sari)
    page.evaluate("""() => {
      const main = document.querySelector("main");
      main.innerHTML = '<a href="#x" id="bare">bare</a><div tabindex="0" id="trap">trap</div><a href="#y">never</a>';
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("#bare:focus-visible { outline: none !important }");
      document.adoptedStyleSheets.push(sheet);
      document.getElementById("trap").addEventListener("keydown", event => event.preventDefault());
    }""")
    stops, wrong = walk(page)
    assert next(one for one in wrong if one.startswith("not drawn")).endswith('id="bare">bare</a>')
    assert page.evaluate("window.stops.length") - 1 not in stops


def test_the_keyboard_reaches_the_content_first(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/people", sari)
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_and_closes_by_keys(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/status", sari, width=390)
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    people = page.get_by_role("link", name="People")
    people.wait_for()
    page.keyboard.press("Escape")
    people.wait_for(state="hidden")
    expect(page.get_by_role("button", name="Menu")).to_be_focused()


def test_an_undo_is_pressed_without_a_mouse(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/quarantine", sari)
    page.get_by_role("link", name="it names nobody").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dismiss").press("Enter")
    page.get_by_role("button", name="Undo").press("Enter")
    page.get_by_text("Undone: it waits again.").wait_for()
    assert page.get_by_role("button", name="Dismiss").is_visible()
