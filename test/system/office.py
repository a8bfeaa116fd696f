"""A small office: `office.py serve ADDRESS` runs servers of SMTP, POP3 and HTTP there, `office.py work ADDRESS` is a client of the first two.

The servers say no more than their protocols ask for, and print "ready" when all of them listen. The client sends a mail and fetches it.
"""
import http.server
import poplib
import smtplib
import socketserver
import sys
import threading

MAIL = b"From: minh@lab.test\r\nTo: anna@lab.test\r\nSubject: Lab 4\r\n\r\nThe report.\r\n.\r\nThe end.\r\n"


class Lines(socketserver.StreamRequestHandler):
    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def commands(self):
        while line := self.rfile.readline():
            word = line.split()[0].decode().upper() if line.split() else ""
            yield word
            if word == "QUIT":
                return


class Smtp(Lines):
    def handle(self) -> None:
        self.say("220 mail.lab.test ESMTP")
        for word in self.commands():
            if word == "EHLO":
                self.say("250-mail.lab.test")
                self.say("250 8BITMIME")
            elif word == "DATA":
                self.say("354 go on")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.say("250 2.0.0 taken")
            else:
                self.say("221 2.0.0 bye" if word == "QUIT" else "250 2.1.0 ok")


class Pop(Lines):
    def handle(self) -> None:
        self.say("+OK mail.lab.test")
        for word in self.commands():
            if word == "STAT":
                self.say(f"+OK 1 {len(MAIL)}")
            elif word == "RETR":
                self.say(f"+OK {len(MAIL)} octets")
                self.wfile.write(MAIL.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            else:
                self.say("+OK")


class Web(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        page = b"<html><title>Lab 4</title></html>\n" * 100
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve(address: str) -> None:
    servers = [Server((address, port), handler) for port, handler in ((25, Smtp), (110, Pop), (80, Web))]
    for server in servers:
        threading.Thread(target=server.serve_forever).start()
    print("ready", flush=True)


def work(address: str) -> None:
    with smtplib.SMTP(address) as smtp:
        smtp.sendmail("minh@lab.test", ["anna@lab.test"], MAIL)
    pop = poplib.POP3(address)
    pop.user("anna")
    pop.pass_("secret")
    pop.stat()
    pop.retr(1)
    pop.quit()


{"serve": serve, "work": work}[sys.argv[1]](sys.argv[2])
