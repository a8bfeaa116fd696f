#!/usr/bin/env python3
"""The program behind the web server: says what it was sent, and answers in chunks with extensions and a trailer (RFC 9112 §7.1)."""

import http.server
import json
import sys

PIECES = [f'кусок {number}\n'.encode() * number for number in range(1, 6)]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    server_version, sys_version = 'backend', ''

    def log_message(self, *_):
        """The capture tells it all."""

    def content(self):
        if self.headers.get('Transfer-Encoding', '') != 'chunked':
            return self.rfile.read(int(self.headers.get('Content-Length', 0)))
        whole = b''
        while size := int(self.rfile.readline().split(b';')[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def do_POST(self):
        heard = {'bytes': len(self.content()), 'type': self.headers.get('Content-Type')}
        self.answer('application/json', json.dumps(heard).encode() + b'\n')

    do_PUT = do_POST

    def do_GET(self):
        if self.path == '/api/pieces':
            self.in_pieces()
        elif self.path == '/api/until-close':
            self.send_response(200)
            self.send_header('Connection', 'close')
            self.end_headers()
            self.wfile.write(b''.join(PIECES))
        else:
            self.send_error(404)

    def answer(self, kind, content):
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def in_pieces(self):
        self.send_response(200)
        self.send_header('Content-Type', 'text/plain; charset=utf-8')
        self.send_header('Transfer-Encoding', 'chunked')
        self.send_header('Trailer', 'X-Pieces')
        self.end_headers()
        for number, piece in enumerate(PIECES, 1):
            self.wfile.write(b'%x;number=%d\r\n%b\r\n' % (len(piece), number, piece))
        self.wfile.write(b'0\r\nX-Pieces: %d\r\n\r\n' % len(PIECES))


if __name__ == '__main__':
    http.server.ThreadingHTTPServer((sys.argv[1], 8080), Handler).serve_forever()
