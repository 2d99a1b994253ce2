"""Away from the network, and too late: nothing is lost, everything comes in its order, and the reason is seen."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.windows import PHONE, ROOT, Window

SAMPLES = ROOT / "tests/samples"
LIN, SAM, NORA = "E1001", "E1002", "E1006"

_ASKS_BEFORE_LEAVING = """() => {
    const leaving = new Event("beforeunload", {cancelable: true});
    window.dispatchEvent(leaving);
    return leaving.defaultPrevented;
}"""


def test_photos_and_words_wait_for_the_network_as_long_as_the_page_is_open(
    pages: Callable[..., Page], company: str, forgiven: list[str]
) -> None:
    forgiven.append("ERR_INTERNET_DISCONNECTED")
    page = pages(**PHONE)
    page.clock.install()
    nora = Window(page, company, NORA)
    entries = page.locator("#conversation > *")
    nora.sees("Nora")
    before = entries.count()
    page.context.set_offline(True)
    nora.sends(SAMPLES / "shop_sideways.jpg")
    nora.writes("帮助")
    page.keyboard.press("Enter")
    nora.writes("还没写完")
    for _ in range(8):
        page.clock.fast_forward(15_000)
        page.wait_for_timeout(100)
    expect(page.locator("#status")).to_contain_text("No connection")
    assert page.evaluate(_ASKS_BEFORE_LEAVING)
    page.context.set_offline(False)
    expect(page.locator(".said-by-me", has_text="帮助")).to_be_visible()
    assert "files" in str(entries.nth(before).get_attribute("class"))
    assert page.locator("#words").input_value() == "还没写完"
    assert not page.evaluate(_ASKS_BEFORE_LEAVING)
    expect(page.locator("#status")).to_be_empty()
    nora.presses("Discard")


def test_too_late_a_tap_shows_the_one_card_and_why_on_a_telephone(open_window: Opener) -> None:
    lin = open_window(LIN, **PHONE)
    lin.writes("打车去客户处")
    lin.sends(SAMPLES / "taxi_zh.jpg")
    card = lin.page.locator("article.card").filter(has_text="平安出租")
    expect(card).to_be_visible()
    cards = lin.page.locator("article.card").count()
    for _ in range(3):
        lin.writes("同意 EC26-999999")
        lin.page.keyboard.press("Enter")
    expect(lin.page.locator(".told", has_text="没有找到")).to_have_count(3)
    submit = lin.button("提交")
    submit.evaluate("one => { one.dataset.target = one.dataset.target.replace(/:\\d+$/, ':1'); }")
    lin.taps_on(submit)
    why = lin.page.locator(".told", has_text="已有变动").last
    expect(why).to_be_in_viewport()
    expect(lin.page.locator("article.card")).to_have_count(cards)
    assert lin.page.locator("#conversation > *").last.inner_text() == why.inner_text()
    lin.page.wait_for_timeout(8500)  # after which a tap that nothing came of would be spoken of
    expect(lin.page.locator("#status")).to_be_empty()
    expect(lin.page.locator("[aria-busy]")).to_have_count(0)
    lin.presses("作废")


def test_seven_windows_of_one_browser_all_go_on(pages: Callable[..., Page], company: str) -> None:
    first = pages(**PHONE, locale="en-GB")
    # The driver makes every window believe that somebody is at it; in a browser somebody is at one.
    first.context.add_init_script("document.hasFocus = () => window.name === 'here'")
    windows = [Window(first if number == 0 else first.context.new_page(), company, NORA) for number in range(7)]
    here = windows[-1]
    here.page.evaluate("() => { window.name = 'here'; window.dispatchEvent(new Event('focus')); }")
    told = here.page.locator(".told", has_text="I find no claim")
    before = told.count()
    here.writes("approve EC26-999999")
    here.page.keyboard.press("Enter")
    for window in windows:
        expect(window.page.locator(".told", has_text="I find no claim")).to_have_count(before + 1, timeout=20_000)
    streams = [window.page.evaluate("() => stream?.readyState") for window in windows]
    assert streams == [None] * 6 + [1]


def test_a_stream_that_was_refused_is_opened_again(
    pages: Callable[..., Page], company: str, forgiven: list[str]
) -> None:
    forgiven.append("503")
    page = pages(**PHONE)
    answers = iter([503])
    page.route("**/events", lambda route: route.fulfill(status=503) if next(answers, 0) else route.continue_())
    nora = Window(page, company, NORA)
    with page.expect_request("**/events"):
        expect(page.locator("#status")).to_contain_text("No connection")
    expect(page.locator("#status")).to_be_empty()
    nora.sees("Nora")


def test_what_changes_before_the_first_loaded_entry_is_not_put_there(open_window: Opener) -> None:
    sam = open_window(SAM, **PHONE, locale="en-GB")
    sam.sees("Hello Sam Carter!")
    for _ in range(2):
        sam.writes("approve EC26-999999")
        sam.page.keyboard.press("Enter")
    entries = sam.page.locator("#conversation > *")
    expect(sam.page.locator(".told", has_text="I find no claim")).to_have_count(2)
    everything = entries.count()
    # As in a long conversation: only the end is loaded, and then something before it changes.
    sam.page.evaluate("""async () => {
        while (conversation.children.length > 2) conversation.firstElementChild.remove();
        earlier.hidden = false;
        last = 0;
        await look();
    }""")
    expect(entries).to_have_count(2)
    sam.presses("↑ What was before")
    expect(entries).to_have_count(everything)


def test_words_that_are_not_taken_go_back_into_the_line_and_overwrite_nothing(
    pages: Callable[..., Page], company: str, forgiven: list[str]
) -> None:
    forgiven += ["502", "400"]
    page = pages(**PHONE)
    answers = iter([502, 400])
    page.route("**/say", lambda route: route.fulfill(status=next(answers)))
    nora = Window(page, company, NORA)
    nora.writes("hello")
    page.keyboard.press("Enter")
    nora.writes("and more")
    expect(page.locator("#status")).to_contain_text("The server did not take this")
    assert page.locator("#words").input_value() == "hello\nand more"
