"""The letters of the lab, byte by byte as they are sent: line ends CRLF, nothing stuffed, everything made up."""

import base64
import email.header


def words(text, charset='utf-8'):
    """RFC 2047: a header's text as encoded words."""
    return email.header.Header(text, charset, maxlinelen=76).encode(linesep='\r\n')


def _lines(*lines):
    return '\r\n'.join([*lines, ''])


def _head(sender, recipient, subject, minute, *more):
    """The header of a letter of one morning; the minute tells it from others."""
    return _lines(
        f'Date: Mon, 21 Sep 2026 10:{minute:02}:00 +0300',
        f'From: {sender}',
        f'To: {recipient}',
        f'Subject: {subject}',
        f'Message-ID: <{minute}.21@lab.test>',
        'MIME-Version: 1.0',
        *more,
    )


def _base64(content):
    return base64.encodebytes(content).decode().replace('\n', '\r\n')


ANNA = f'{words("Анна Орлова")} <anna@lab.test>'
MINH = f'{words("Trần Văn Minh")} <minh@lab.test>'


def report():
    """Anna's report to Minh: Russian, UTF-8, base64."""
    text = (
        'Минь, привет!\r\n\r\nВ захвате есть ARP, ICMP, SMTP, POP3, TCP, HTTP и NetBIOS.\r\n'
        'Проверь, пожалуйста, пакеты со 2-го по 9-й.\r\n\r\nАнна\r\n'
    )
    coding = ('Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64')
    head = _head(ANNA, MINH, words('Лабораторная работа №4: отчёт'), 4, *coding)
    return (head + '\r\n' + _base64(text.encode())).encode()


def question():
    """Minh's short question to Anna: plain ASCII, with lines that begin with dots (RFC 5321 §4.5.2)."""
    head = _head('minh@lab.test', 'anna@lab.test', 'Three dots', 1, 'Content-Type: text/plain; charset=us-ascii')
    dots = ('.profile is a file that begins with a dot.', '..', '.', 'The line above is a lone dot, and did not end this mail.')
    return (head + _lines('', 'Hello Anna,', '', *dots, 'Minh')).encode()


def answer(table):
    """Minh's answer to Anna: Vietnamese, quoted-printable, and `table` attached under a Vietnamese name (RFC 2231)."""
    boundary = 'phan-cach-1'
    subject = words('Bài thực hành số 4: kết quả')
    head = _head(MINH, ANNA, subject, 7, f'Content-Type: multipart/mixed; boundary="{boundary}"')
    text = _lines(
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Ch=C3=A0o Anna,',
        '',
        'm=C3=ACnh g=E1=BB=ADi b=E1=BA=A3ng k=E1=BA=BFt qu=E1=BA=A3 =E1=BB=9F t=E1=BB=87p =',
        '=C4=91=C3=ADnh k=C3=A8m.',
        'Minh',
    )
    attached = _lines(
        'Content-Type: text/csv; charset=utf-8',
        "Content-Disposition: attachment; filename*=utf-8''k%E1%BA%BFt-qu%E1%BA%A3.csv",
        'Content-Transfer-Encoding: base64',
        '',
    )
    return (head + f'\r\n--{boundary}\r\n{text}--{boundary}\r\n{attached}{_base64(table)}--{boundary}--\r\n').encode()


def old_style():
    """Anna in KOI8-R, eight bits to the character, as Russian mail long was."""
    coding = ('Content-Type: text/plain; charset=koi8-r', 'Content-Transfer-Encoding: 8bit')
    head = _head('anna@lab.test', 'minh@lab.test', words('Старая кодировка', 'koi8-r'), 9, *coding)
    return head.encode() + '\r\nЭто письмо в КОИ-8.\r\n'.encode('koi8-r')


def note(number, sender='minh@lab.test', recipient='anna@lab.test', text='A note of one line.'):
    """A small plain letter; `number` tells it from others."""
    return (_head(sender, recipient, f'Note {number}', 20 + number) + _lines('', text)).encode()


def stuffed(letter):
    """RFC 5321 §4.5.2: as it goes over the wire, with its end."""
    return letter.replace(b'\r\n.', b'\r\n..') + b'.\r\n'


TABLE = 'giao thức;gói tin\r\nARP;2\r\nICMP;6\r\nHTTP;14\r\nSMTP;12\r\nPOP3;18\r\n'.encode()
