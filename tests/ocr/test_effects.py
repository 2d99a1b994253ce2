"""The effects that samples and the bench spoil pictures with: the same picture again for the same seed."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from tests.samples import effects


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """A paper with some black on it, in a mode that no effect works in."""
    image = Image.new("L", (240, 330), 240)
    ImageDraw.Draw(image).rectangle((60, 100, 180, 140), fill=20)
    return image


@pytest.mark.parametrize("name", [name for name in effects.EFFECTS if name != "large"])  # seconds, and by size below
@pytest.mark.parametrize("strength", ["mild", "strong"])
def test_the_same_seed_spoils_the_same_way_and_leaves_the_picture_alone(
    picture: Image.Image, name: str, strength: effects.Strength
) -> None:
    before = picture.tobytes()
    once, twice = (effects.EFFECTS[name](picture, 5, strength) for _ in range(2))
    assert once.mode == "RGB"
    assert once.tobytes() == twice.tobytes()
    assert once.tobytes() != picture.convert("RGB").tobytes() or (name, strength) == ("small", "mild")
    assert picture.tobytes() == before


@pytest.mark.parametrize("name", ["perspective", "tilt", "shadow", "fade", "crease", "noise"])
def test_another_seed_spoils_another_way(picture: Image.Image, name: str) -> None:
    assert effects.EFFECTS[name](picture, 1, "mild").tobytes() != effects.EFFECTS[name](picture, 2, "mild").tobytes()


def test_sizes_are_those_that_are_promised(picture: Image.Image) -> None:
    assert effects.small(picture, strength="strong").size == (220, 302)
    assert effects.turn90(picture).size == (330, 240)
    wide, tall = effects.large(picture.resize((20, 25)), strength="strong").size
    assert wide * tall == pytest.approx(50e6, rel=0.01)


def test_several_papers_lie_in_one_photo(picture: Image.Image) -> None:
    photo = effects.together([picture, picture, picture], seed=3)
    assert photo.width > 3 * picture.width
    assert photo.tobytes() == effects.together([picture, picture, picture], seed=3).tobytes()


def test_effects_are_named_one_after_another_with_their_strength(picture: Image.Image) -> None:
    by_hand = effects.noise(effects.fade(picture, 4, "strong"), 4)
    assert effects.applied(picture, ["fade:strong", "noise"], 4).tobytes() == by_hand.tobytes()
    with pytest.raises(ValueError, match="no effect 'fade:hard'"):
        effects.applied(picture, ["fade:hard"], 4)


def test_each_effect_is_told_in_the_module() -> None:
    assert all(name in (effects.__doc__ or "") for name in effects.EFFECTS)
