"""Flashes by the thresholds of WCAG, and the frames of moving pictures."""

from io import BytesIO

import pytest
from PIL import Image

from crawler.browser.base import Answered, Recording
from crawler.gather.animated_files import bytes_of, may_move, read_frames
from crawler.gather.flashing import Frame, flashing, frame_of, repeated


def frames(colours: list[str], step_s: float) -> list[Frame]:
    return [frame_of(Image.new("RGB", (64, 48), colour), at * step_s) for at, colour in enumerate(colours)]


def moving(form: str, colours: list[str], ms: int, loop: int | None) -> bytes:
    pictures = [Image.new("RGB", (40, 30), colour) for colour in colours]
    out = BytesIO()
    more = {} if loop is None else {"loop": loop}
    pictures[0].save(out, form, save_all=True, append_images=pictures[1:], duration=ms, **more)
    return out.getvalue()


def test_four_flashes_in_a_second_on_a_large_part_are_too_many() -> None:
    assert flashing(frames(["black", "white"] * 5, 0.12), 400, 300) == "general"


def test_three_flashes_in_a_second_are_not() -> None:
    assert flashing(frames(["black", "white"] * 6, 0.17), 400, 300) == ""


def test_three_flashes_in_exactly_a_second_are_not() -> None:
    assert flashing(frames(["black", "white"] * 9, 1 / 6), 400, 300) == ""


def test_the_part_is_measured_against_a_quarter_of_ten_degrees_of_sight() -> None:
    # A quarter of 341 by 256 pixels: 21,824.
    assert flashing(frames(["black", "white"] * 6, 0.1), 140, 140) == ""
    assert flashing(frames(["black", "white"] * 6, 0.1), 160, 160) == "general"


def test_flashes_far_from_each_other_are_not_added_up() -> None:
    pictures = []
    for at in range(12):
        picture = Image.new("RGB", (1280, 960), "grey")
        for x in (0, 1120):
            picture.paste("black" if at % 2 else "white", (x, 0, x + 120, 120))
        pictures.append(frame_of(picture, at * 0.1))
    assert flashing(pictures, 1280, 960) == ""


def test_a_slow_glow_between_fast_changes_is_one_change() -> None:
    # Up in four steps and down at once: two opposing changes each half second.
    steps = ["#000", "#555", "#999", "#ccc", "#fff"] * 6
    assert flashing(frames(steps, 0.1), 400, 300) == ""


def test_a_small_part_may_flash() -> None:
    assert flashing(frames(["black", "white"] * 6, 0.1), 120, 120) == ""


def test_a_small_part_of_a_large_picture_may_flash() -> None:
    pictures = []
    for at in range(12):
        picture = Image.new("RGB", (640, 480), "grey")
        picture.paste("black" if at % 2 else "white", (0, 0, 60, 60))
        pictures.append(frame_of(picture, at * 0.1))
    assert flashing(pictures, 640, 480) == ""


def test_faint_changes_are_no_flashes() -> None:
    assert flashing(frames(["#777", "#808080"] * 6, 0.1), 400, 300) == ""


def test_changes_between_two_light_colours_are_no_flashes() -> None:
    assert flashing(frames(["#fff", "#f1f1f1"] * 6, 0.1), 400, 300) == ""


def test_saturated_red_is_a_flash_without_much_light() -> None:
    assert flashing(frames(["#f00", "#666"] * 6, 0.1), 400, 300) == "red"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        # The same light, so no general flash.
        ("#ff0000", "#7a7a7a", "red"),
        # A saturated red and one that just is not: little difference to be seen.
        ("#e60a0a", "#e81010", ""),
        # Two colours without a saturated red.
        ("#b06060", "#7a7a7a", ""),
        # From red to orange: 2.1 and 2.2 do not both speak of a flash.
        ("#ff0000", "#f04800", ""),
    ],
)
def test_a_red_flash_is_what_both_versions_of_wcag_call_so(one: str, other: str, kind: str) -> None:
    assert flashing(frames([one, other] * 6, 0.1), 400, 300) == kind


def test_few_frames_tell_nothing() -> None:
    assert flashing(frames(["black", "white"] * 3, 0.1), 400, 300) == ""


def test_a_cycle_is_repeated_in_time() -> None:
    cycle = frames(["black", "white"], 0.1)
    assert [round(frame.at_s, 3) for frame in repeated(cycle, 0.2, 3)] == [0, 0.1, 0.2, 0.3, 0.4, 0.5]


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_frames_are_read_from_all_three_kinds_of_files(form: str) -> None:
    endless = read_frames(moving(form, ["red", "blue", "green"], 200, 0))
    assert endless is not None
    assert (endless.count, endless.seconds) == (3, 0)
    assert endless.cycle_s == pytest.approx(0.6)


def test_a_gif_that_is_repeated_twice_is_played_three_times() -> None:
    read = read_frames(moving("GIF", ["red", "blue"], 500, 2))
    assert read is not None
    assert read.seconds == pytest.approx(3.0)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_a_picture_lets_through_is_looked_at_on_white_and_on_black(form: str) -> None:
    white, nothing = (Image.new("RGBA", (40, 30), colour) for colour in ("white", (0, 0, 0, 0)))
    out = BytesIO()
    white.save(out, form, save_all=True, append_images=[nothing], duration=100, loop=0)
    read = read_frames(out.getvalue())
    assert read is not None
    on_white, on_black = (
        flashing(repeated(each, read.cycle_s, 8), 400, 300) for each in (read.frames, read.on_black)
    )
    # White that comes and goes is seen on a black page only.
    assert (on_white, on_black) == ("", "general")


def test_what_stands_still_or_is_no_picture_does_not_move() -> None:
    assert read_frames(moving("GIF", ["red"], 100, 0)) is None
    assert read_frames(b"") is None
    assert read_frames(b"GIF89a" + b"\x21\xf9\x04" * 5) is None
    assert read_frames(b"RIFF\x00\x00\x00\x00WEBPANIM" + b"\x00" * 300) is None
    assert not may_move(b"GIF89a" + b"\x21\xf9\x04" * 4_000_000)


def test_a_picture_that_is_too_large_is_not_decoded() -> None:
    one, other = Image.new("1", (3000, 3000)), Image.new("1", (3000, 3000), 1)
    out = BytesIO()
    one.save(out, "GIF", save_all=True, append_images=[other], duration=100, loop=0)
    assert may_move(out.getvalue())
    assert read_frames(out.getvalue()) is None


def test_bytes_come_from_the_recording_or_the_address_itself() -> None:
    recording = Recording("http://a.test/", {"http://a.test/x.gif": Answered(200, {}, b"GIF")})
    assert bytes_of("http://a.test/x.gif", recording) == b"GIF"
    assert bytes_of("http://a.test/y.gif", recording) is None
    assert bytes_of("data:image/gif;base64,R0lG", recording) == b"GIF"
    assert bytes_of("data:image/gif;base64,R0l", recording) is None
    assert bytes_of("data:,a%20b", recording) == b"a b"
