"""The captures that there are, and what each must hold."""

import dataclasses
import typing


@dataclasses.dataclass
class Capture:
    name: str
    story: str
    play: typing.Callable
    holds: list
    """Display filters; each must match a packet of the finished capture."""


CAPTURES = {}


def _paragraphs(text):
    """Text without the line breaks that only the width of the source asked for."""
    return '\n'.join(' '.join(paragraph.split()) for paragraph in text.split('\n\n'))


def capture(name, holds):
    """Makes a function a scenario: it gets the World, and its docstring is the story."""

    def register(play):
        CAPTURES[name] = Capture(name, _paragraphs(play.__doc__), play, holds)
        return play

    return register
