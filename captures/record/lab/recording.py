"""Records what passes an interface, with tcpdump; a .pcapng is made of it with the remarks of the story."""

import pathlib
import signal
import time

from . import pcapng
from .network import wait_until

# What is under way when the last command is over: the FINs of a connection, a delayed acknowledgement (40 ms to 200 ms).
_AFTERMATH = 0.5


class Recording:
    """`with Recording(…): …` records an interface of a machine while the block runs.

    A path that ends in .pcapng gets nanoseconds, the interface's name, `story` as the comment of its section, and each
    `remark` as the comment of the next packet.
    """

    def __init__(self, path, machine, interface, story):
        self._path, self._machine, self._interface, self._story = path, machine, interface, story
        self._commented = self._path.suffix == '.pcapng'
        self._raw = self._path.with_suffix('.raw') if self._commented else self._path
        self._log = pathlib.Path('/run/lab/log/tcpdump')
        self._remarks = []

    def remark(self, text):
        """A comment for the next packet; a moment's rest before it, so that it is not the last packet of what was before."""
        time.sleep(_AFTERMATH)
        self._remarks.append((time.time_ns(), text))

    def __enter__(self):
        # Immediate mode: a buffer that waits to fill up would lose the last second. It needs room for a thousand of the longest packets.
        precision = 'nano' if self._commented else 'micro'
        buffer = ['--immediate-mode', '--snapshot-length=65535', '--buffer-size=65536', '-Z', 'root']
        command = ['tcpdump', '-n', '-i', self._interface, '-w', self._raw, f'--time-stamp-precision={precision}', *buffer]
        self._tcpdump = self._machine.start(*command, log=self._log)
        wait_until(lambda: 'listening on' in self._log.read_text(), 'tcpdump')
        return self

    def __exit__(self, failure, *_):
        time.sleep(_AFTERMATH)
        self._tcpdump.send_signal(signal.SIGINT)
        self._tcpdump.wait(10)
        said = self._log.read_text()
        if failure is None and '\n0 packets dropped by kernel' not in said:
            raise RuntimeError(f'tcpdump lost packets: {said}')
        if self._commented:
            pcapng.convert(self._raw, self._path, self._interface, self._story, self._remarks)
