"""A client that speaks by hand: every byte that it sends stands in the scenario, every reply is read to its end and compared."""

import re
import socket
import time

_PATIENCE = 15


class Dialogue:
    """A TCP connection to a server. `complete` is the pattern of the end of a reply of the protocol."""

    complete = rb'\n'

    def __init__(self, address, port):
        self._socket = socket.create_connection((address, port), timeout=_PATIENCE)
        # Each `say` shall be a segment of its own, whether or not the last was acknowledged.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def say(self, *lines):
        """Sends lines in one segment, if it can hold them."""
        self.send(b''.join(line.encode() + b'\r\n' for line in lines))

    def send(self, content):
        self._socket.sendall(content)

    def hear(self, expected=b'', complete=None, times=1):
        """Reads so many replies; what was heard must begin with the pattern `expected`."""
        heard = b''
        while not (heard.endswith(b'\n') and len(re.findall(complete or self.complete, heard)) >= times):
            more = self._socket.recv(65536)
            if not more:
                raise RuntimeError(f'the server closed after {heard!r}')
            heard += more
        if not re.match(expected, heard):
            raise RuntimeError(f'{expected!r} expected, {heard!r} heard')
        return heard

    def ask(self, line, expected=b'', complete=None):
        self.say(line)
        return self.hear(expected, complete)

    def type(self, line):
        """Sends a line as some telnet programs do: every key is a segment."""
        for key in (*line, '\r\n'):
            self.send(key.encode())
            time.sleep(0.02)

    def keep_alive(self, after, every):
        """Asks the other end after so many silent seconds, and so often then, whether it is still there (RFC 9293 §3.8.4)."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, after)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, every)

    def close(self):
        """Says that there is no more, hears the server out, so that its FIN is recorded too; returns what it still said."""
        self._socket.shutdown(socket.SHUT_WR)
        rest = b''.join(iter(lambda: self._socket.recv(65536), b''))
        self._socket.close()
        return rest


class Smtp(Dialogue):
    """RFC 5321 §4.2.1: the last line of a reply has a space after its number."""

    complete = rb'(?m)^\d{3}(?: [^\n]*)?\r?\n'


class Pop(Dialogue):
    """RFC 1939 §3: one line, or lines up to a lone dot; a refusal is always one line."""

    to_the_dot = rb'\A-[^\n]*\n|\r\n\.\r\n'


class Imap(Dialogue):
    """RFC 3501 §7: up to the line with the command's tag, or to the wish for more of it."""

    more = rb'(?m)^\+[^\n]*\n'

    def ask(self, line, expected='OK', complete=None):
        """`expected` is how the tagged line goes on."""
        self.say(line)
        return self.finish(line.split()[0], expected) if complete is None else self.hear(complete=complete)

    def finish(self, tag, expected='OK'):
        """Reads on to the end of the command with this tag."""
        heard = self.hear(complete=rf'(?m)^{tag} (?:OK|NO|BAD)[^\n]*\n'.encode())
        if not re.search(rf'(?m)^{tag} {expected}'.encode(), heard):
            raise RuntimeError(f'{expected} expected, {heard!r} heard')
        return heard
