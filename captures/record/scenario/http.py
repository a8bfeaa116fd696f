"""HTTP/1.1: how long a body is, how it is packed, what need not be sent again, and tunnels through a proxy."""

from lab import backend, letter, mailbox, server
from lab.browser import SITE, fetch
from lab.capture import capture
from lab.dialogue import Dialogue
from lab.world import PLACE

BEHIND = 'http://www.lab.test:8080'
PROXY = '10.77.0.1'


@capture(
    'http-chunked-gzip.pcap',
    holds=[
        *(f'http.response.code == {code}' for code in (100, 200, 204, 206, 301, 304, 401, 404, 416)),
        *(f'http.request.method == "{method}"' for method in ('GET', 'HEAD', 'POST', 'PUT')),
        'http.content_encoding == "gzip" && http.transfer_encoding == "chunked"',
        'http.content_type contains "multipart/byteranges"',
        'http.authbasic == "anna:Parol-1"',
        'http.set_cookie',
        'http.cookie',
        'tcp.payload contains ";number=3"',
        'tcp.payload contains "X-Pieces: 5"',
        'http.request && tcp.payload contains "logo.png HTTP/1.1" && tcp.payload contains "note.txt HTTP/1.1"',
    ],
)
def bodies(world):
    """Pages compressed and in chunks, parts of files, heads alone, uploads that ask first, and requests that do not wait."""
    files = server.nginx(world.server)
    with world.record():
        compressed(world, files)
        in_part(world, files)
        uploads(world, files)
        behind(world)
        pipelined(world, files)


def compressed(world, files):
    """The server packs as it sends, so it does not know the length beforehand: chunks. In HTTP/1.0 there are none."""
    made_up = [f'{SITE}/{name}' for name in ('old', 'nothing', 'missing.html')]
    pages = [files[name] for name in ('index.html', 'poem.txt', 'style.css')]
    fetch(world, 40001, f'{SITE}/', f'{SITE}/poem.txt', f'{SITE}/style.css', *made_up, options=['--compressed'], originals=pages)
    fetch(world, 40002, f'{SITE}/poem.txt', options=['--http1.0'], originals=[files['poem.txt']])


def in_part(world, files):
    """HEAD has no body whatever its Content-Length says; ranges; what has not changed is not sent again; who may not enter."""
    note, picture = f'{SITE}/note.txt', f'{SITE}/logo.png'
    fetch(world, 40003, f'{SITE}/poem.txt', options=['--head'])
    fetch(world, 40004, f'{SITE}/big.bin', options=['--range', '100-299'], originals=[files['big.bin'][100:300]])
    fetch(world, 40005, note, options=['--range', '0-9,20-25'])
    fetch(world, 40006, note, options=['--range', '99000-'])
    fetch(world, 40007, picture, options=['--etag-save', PLACE / 'etag'], originals=[files['logo.png']])
    fetch(world, 40008, picture, options=['--etag-compare', PLACE / 'etag'])
    fetch(world, 40009, f'{SITE}/secret/note.txt')
    fetch(world, 40010, f'{SITE}/secret/note.txt', options=['--user', 'anna:Parol-1'], originals=[files['note.txt']])
    fetch(world, 40011, f'{SITE}/cookie', f'{SITE}/nothing', options=['--cookie', PLACE / 'cookies', '--cookie-jar', PLACE / 'cookies'])


def uploads(world, files):
    """A form; a body that waits for 100 Continue; a body in chunks, whose length the client does not know beforehand."""
    form, path = 'name=%D0%90%D0%BD%D0%BD%D0%B0&lab=4', PLACE / 'site' / 'poem.txt'
    client = fetch(world, 40012, f'{SITE}/api/form', method='answer to POST', options=['--data', form])
    world.original('object', 'http', client, 'POST /api/form', form.encode())
    for port, header in ((40013, 'Expect: 100-continue'), (40014, 'Transfer-Encoding: chunked')):
        client = fetch(world, port, f'{SITE}/api/poem.txt', method='answer to PUT', options=['--header', header, '--upload-file', path])
        world.original('object', 'http', client, 'PUT /api/poem.txt', files['poem.txt'])
    parts = form_with_file(files['note.txt'])
    (PLACE / 'parts').write_bytes(parts)
    kind = 'Content-Type: multipart/form-data; boundary=edge'
    client = fetch(world, 40015, f'{SITE}/api/form', method='answer to POST', options=['--header', kind, '--data-binary', f'@{PLACE}/parts'])
    world.original('object', 'http', client, 'POST /api/form', parts)


def form_with_file(file):
    """RFC 7578 §4: a field and a file, as a browser sends them, with a boundary that stays the same."""
    field = '--edge\r\nContent-Disposition: form-data; name="name"\r\n\r\nАнна\r\n'
    head = '--edge\r\nContent-Disposition: form-data; name="report"; filename="note.txt"\r\nContent-Type: text/plain\r\n\r\n'
    return (field + head).encode() + file + b'\r\n--edge--\r\n'


def behind(world):
    """Straight to the program behind: chunks with extensions and a trailer, and a body without any length."""
    whole = b''.join(backend.PIECES)
    fetch(world, 40016, f'{BEHIND}/api/pieces', originals=[whole])
    fetch(world, 40017, f'{BEHIND}/api/until-close', originals=[whole])


def pipelined(world, files):
    """RFC 9112 §9.3.2: three requests in one segment, the answers in their order."""
    names = ('logo.png', 'note.txt', 'photo.png')
    with world.student_a.calling_from(40018) as client:
        connection = Dialogue('10.77.0.2', 80)
        for name in names:
            world.original('object', 'http', client, f'GET /{name}', files[name])
        requests = [f'GET /{name} HTTP/1.1\r\nHost: www.lab.test\r\n' for name in names]
        connection.send(('\r\n'.join(requests) + 'Connection: close\r\n\r\n').encode())
        connection.close()


@capture(
    'http-proxy-connect.pcap',
    holds=[
        'http.request.method == "CONNECT" && http.request.uri == "mail.lab.test:110"',
        'http.response.code == 200 && http.response.phrase contains "established"',
        'http.response.code == 403',
        'http.request.full_uri == "http://www.lab.test/note.txt" && tcp.dstport == 3128',
        'tcp.port == 3128 && tcp.payload contains "RETR 1"',
        'tcp.port == 3128 && tls.handshake.type == 1',
        'http.request.line contains "Via"',
    ],
)
def tunnels(world):
    """A proxy forwards a request, opens a tunnel to a mailbox and to a TLS server, and refuses a third one."""
    proxy = world.join('router')
    server.tinyproxy(proxy)
    server.dovecot(world.server)
    files = server.nginx(world.server)
    mailbox.put('anna', [letter.report()])
    through = ['--proxy', f'http://{PROXY}:3128']
    with world.record():
        # Each exchange is seen twice: before the proxy and behind it.
        with proxy.calling_from(41001) as behind_proxy:
            fetch(world, 40001, f'{SITE}/note.txt', options=through, originals=[files['note.txt']])
        world.original('object', 'http', behind_proxy, 'GET /note.txt', files['note.txt'])
        with proxy.calling_from(41002) as behind_proxy, world.student_a.calling_from(40002) as client:
            world.student_a.run('curl', '--silent', *through, '--proxytunnel', '--user', 'anna:Parol-1', 'pop3://mail.lab.test/1')
        for end in (client, behind_proxy):
            world.original('mail', 'pop', end, 'RETR 1', letter.report())
        with proxy.calling_from(41003), world.student_a.calling_from(40003):
            world.student_a.run('curl', '--silent', *through, '--cacert', server.CERTIFICATE, 'https://www.lab.test/note.txt')
        refused_tunnel(world)


def refused_tunnel(world):
    """No tunnel to port 25, by the proxy's rules."""
    with world.student_a.calling_from(40004) as client:
        connection = Dialogue(PROXY, 3128)
        connection.send(b'CONNECT mail.lab.test:25 HTTP/1.1\r\nHost: mail.lab.test:25\r\n\r\n')
        answer = connection.hear(rb'HTTP/1\.[01] 403') + connection.close()
        world.original('object', 'http', client, 'CONNECT mail.lab.test:25', answer.partition(b'\r\n\r\n')[2])
