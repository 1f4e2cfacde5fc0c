"""What a problem looks like is cut from the picture of its page, with a frame around the element."""

import io

from PIL import Image

from crawler.gather.shots import LEAST_PX, MAX_SHOTS, MOST_PX, ShotBook, shot
from drempel.model.finding import Box, Finding, Impact, Kind, Outcome, Pointer
from drempel.model.shots import WholePicture

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def whole(width: int = 1280, height: int = 2000, scale: float = 1.0) -> WholePicture:
    """Return a white page with a black element of 100 by 40 at (600, 1000)."""
    picture = Image.new("RGB", (round(width * scale), round(height * scale)), WHITE)
    picture.paste(BLACK, tuple(round(side * scale) for side in (600, 1000, 700, 1040)))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95)
    return WholePicture(out.getvalue(), width, height, scale)


def found(name: str, box: Box | None) -> Finding:
    pointer = Pointer("main > p", box=box)
    return Finding("a-check", Outcome.FAILED, Impact.MINOR, Kind.NORM, pointer, "key", fingerprint=name)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_element_stands_in_the_middle_with_a_frame_around_it() -> None:
    for scale in (1.0, 0.75):
        taken = ShotBook().take(whole(scale=scale), [found("f1:a", Box(600, 1000, 100, 40))])
        part = taken.of["f1:a"]
        picture = opened(part.data)
        assert (part.width_px, part.height_px) == picture.size
        assert abs(picture.width - LEAST_PX[0] * scale) <= 1
        assert abs(picture.height - LEAST_PX[1] * scale) <= 1
        middle = picture.getpixel((picture.width // 2, picture.height // 2))
        assert isinstance(middle, tuple)
        assert max(middle) < 40
        left = round((LEAST_PX[0] - 100) / 2 * scale) - 3
        frame = picture.getpixel((left, picture.height // 2))
        assert isinstance(frame, tuple)
        assert frame[0] > frame[1] + 50


def test_a_picture_stays_inside_the_page_and_shows_the_beginning_of_what_is_large() -> None:
    picture = opened(whole().data)
    corner = shot(picture, Box(0, 0, 20, 10))
    assert (corner.width_px, corner.height_px) == LEAST_PX
    large = shot(picture, Box(100, 100, 1100, 1800))
    assert (large.width_px, large.height_px) == MOST_PX
    low = shot(picture, Box(1270, 1990, 30, 30))
    assert (low.width_px, low.height_px) == LEAST_PX
    small_page = shot(Image.new("RGB", (320, 100)), Box(10, 10, 50, 20))
    assert (small_page.width_px, small_page.height_px) == (320, 100)


def test_a_problem_has_one_picture_in_a_scan() -> None:
    book = ShotBook()
    box = Box(600, 1000, 100, 40)
    assert book.take(whole(), [found("f1:a", box), found("f1:a", Box(0, 0, 9, 9))]).of.keys() == {"f1:a"}
    assert book.take(whole(), [found("f1:a", box), found("f1:b", box)]).of.keys() == {"f1:b"}


def test_what_cannot_be_seen_has_none() -> None:
    boxes = {
        "none": None,
        "empty": Box(10, 10, 0, 20),
        "beside": Box(-900, 10, 300, 20),
        "below": Box(10, 2100, 300, 20),
        "all": Box(0, 0, 1280, 2000),
    }
    assert ShotBook().take(whole(), [found(name, box) for name, box in boxes.items()]).of == {}


def test_a_broken_picture_gives_none() -> None:
    whole_one = whole()
    for data in (b"", b"no picture", whole_one.data[:400]):
        broken = WholePicture(data, whole_one.width_px, whole_one.height_px)
        assert ShotBook().take(broken, [found("f1:a", Box(600, 1000, 100, 40))]).of == {}


def test_a_page_gives_no_more_than_some() -> None:
    many = [found(f"f1:{number}", Box(10, 10, 20, 20)) for number in range(MAX_SHOTS + 5)]
    assert len(ShotBook().take(whole(), many).of) == MAX_SHOTS
