"""Linux namespaces of this process. Python itself offers setns and unshare only from 3.12 on; Debian 12 has 3.11."""

import contextlib
import ctypes
import os

_NEW_HOST_NAME, _NEW_NETWORK = 0x04000000, 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


def _check(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _own():
    return [os.open(f'/proc/self/ns/{kind}', os.O_RDONLY | os.O_CLOEXEC) for kind in ('net', 'uts')]


@contextlib.contextmanager
def _and_back():
    """Whatever happens inside, this process is afterwards where it was before."""
    before = _own()
    try:
        yield
    finally:
        for fd in before:
            _check(_libc.setns(fd, 0))
            os.close(fd)


class Namespace:
    """A network of its own and a host name of its own."""

    def __init__(self, host_name=None):
        """A new one with the given host name, or the one where this process is now."""
        with _and_back():
            if host_name is not None:
                _check(_libc.unshare(_NEW_NETWORK | _NEW_HOST_NAME))
                name = host_name.encode()
                _check(_libc.sethostname(name, len(name)))
            self._descriptors = _own()

    @property
    def path(self):
        """What `ip link … netns PATH` calls the network."""
        return f'/proc/{os.getpid()}/fd/{self._descriptors[0]}'

    @contextlib.contextmanager
    def inside(self):
        """This process, and what it starts meanwhile, lives here for a while."""
        with _and_back():
            for fd in self._descriptors:
                _check(_libc.setns(fd, 0))
            yield
