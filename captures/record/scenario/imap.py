"""IMAP by hand: the four states with the ways between them, and every form of a literal."""

from lab import letter, mailbox, server
from lab.capture import capture
from lab.dialogue import Imap
from lab.secret import cram, plain

SERVER, NO_QUESTIONS = '10.77.0.2', '10.77.0.3'
# RFC 3501 §5.1.3: "Отчёты" and "Отчёты/Старые" in modified UTF-7.
REPORTS, OLD_REPORTS = '&BB4EQgRHBFEEQgRL-', '&BB4EQgRHBFEEQgRL-/&BCEEQgQwBEAESwQ1-'


def connect(greeting=rb'\* OK'):
    imap = Imap(SERVER, 143)
    imap.hear(greeting)
    return imap


def leave(imap, tag):
    imap.ask(f'{tag} LOGOUT')
    imap.close()


def not_authenticated(imap):
    """RFC 3501 §3.1: little is allowed before one has said who one is."""
    imap.ask('a1 CAPABILITY')
    imap.ask('a2 SELECT INBOX', 'BAD')
    imap.ask('a3 LOGIN anna parol-1', r'NO \[AUTHENTICATIONFAILED\]')
    imap.ask('a4 LOGIN anna Parol-1')


def authenticated(imap):
    """RFC 3501 §3.2: folders are made, named, counted and looked for."""
    imap.ask('a5 ID ("name" "by hand" "version" NIL)')
    imap.ask('a6 NAMESPACE')
    imap.ask('a7 ENABLE CONDSTORE')
    imap.ask(f'a8 CREATE "{REPORTS}"')
    imap.ask(f'a9 CREATE {OLD_REPORTS}')
    imap.ask(f'a10 CREATE {REPORTS}', r'NO \[ALREADYEXISTS\]')
    imap.ask(f'a11 SUBSCRIBE {REPORTS}')
    imap.ask('a12 LIST "" "*"')
    imap.ask('a13 LSUB "" *')
    imap.ask('a14 LIST (SPECIAL-USE) "" % RETURN (STATUS (MESSAGES))')
    imap.ask('a15 STATUS INBOX (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)')
    imap.ask('a16 FETCH 1 FLAGS', 'BAD')
    imap.ask('a17 SELECT Nowhere', 'NO')


def selected(imap, world, client, letters):
    """RFC 3501 §3.3: a folder is open, its mails are looked at, looked for, marked, copied and moved."""
    imap.ask('b1 SELECT INBOX', r'OK \[READ-WRITE\]')
    imap.ask('b2 FETCH 1:* (FLAGS UID INTERNALDATE RFC822.SIZE)')
    imap.ask('b3 FETCH 2:3 ENVELOPE')
    imap.ask('b4 FETCH 2 BODYSTRUCTURE')
    imap.ask('b5 FETCH 2 (BODY BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)] BODY.PEEK[1.MIME] BODY.PEEK[2]<0.20>)')
    for tag, number in (('b6', 1), ('b7', 2)):
        imap.ask(f'{tag} FETCH {number} BODY[]')
        world.original('mail', 'imap', client, f'FETCH {number} BODY[]', letters[number - 1])
    imap.ask('b8 UID FETCH 3 (FLAGS RFC822)')
    world.original('mail', 'imap', client, 'UID FETCH 3 RFC822', letters[2])
    imap.ask('b9 SEARCH UNSEEN')
    imap.ask('b10 SEARCH FROM minh NOT SUBJECT dots SINCE 1-Jan-2020')
    imap.ask('b11 UID SEARCH RETURN (MIN MAX COUNT ALL) LARGER 300')
    imap.ask('b12 SEARCH CHARSET X-NONE TEXT x', r'NO \[BADCHARSET')
    imap.ask(r'b13 STORE 1,3 +FLAGS (\Flagged $Lab4)')
    imap.ask(r'b14 STORE 2 FLAGS.SILENT (\Answered \Seen)')
    imap.ask(r'b15 UID STORE 3 -FLAGS \Flagged')
    imap.ask(f'b16 COPY 1:2 {REPORTS}', r'OK \[COPYUID')
    imap.ask('b17 COPY 1 Nowhere', r'NO \[TRYCREATE\]')
    imap.ask(f'b18 MOVE 3 {REPORTS}')
    imap.ask(f'b19 UID MOVE 4 {OLD_REPORTS}')


def appended(imap, world, client):
    """RFC 3501 §6.3.11 and RFC 7888: a mail comes as a literal, after the server's + or at once."""
    report, old = letter.report(), letter.old_style()
    imap.ask(fr'c1 APPEND INBOX (\Seen) "21-Sep-2026 10:04:00 +0300" {{{len(report)}}}', complete=Imap.more)
    imap.send(report + b'\r\n')
    imap.finish('c1', r'OK \[APPENDUID')
    world.original('mail', 'imap', client, 'c1 APPEND', report)
    imap.send(b'c2 APPEND INBOX {%d+}\r\n%b\r\n' % (len(old), old))
    imap.finish('c2', r'OK \[APPENDUID')
    world.original('mail', 'imap', client, 'c2 APPEND', old)


def idle(imap):
    """RFC 2177: the client waits; the server tells it when a mail comes."""
    imap.ask('d1 IDLE', complete=Imap.more)
    mailbox.put('anna', [letter.note(5)], begin=1790009000)
    imap.hear(rb'\* 6 EXISTS', complete=rb'RECENT')
    imap.say('DONE')
    imap.finish('d1')


def back_and_forth(imap):
    """RFC 3501 §3: from selected to authenticated by CLOSE, UNSELECT and a failed SELECT, and from folder to folder."""
    imap.ask('d2 CHECK')
    imap.ask(r'd3 STORE 1 +FLAGS (\Deleted)')
    imap.ask('d4 CLOSE')
    imap.ask('d5 CLOSE', 'BAD')
    imap.ask(f'd6 EXAMINE {REPORTS}', r'OK \[READ-ONLY\]')
    imap.ask(r'd7 STORE 1 +FLAGS (\Deleted)', 'OK Store ignored')
    imap.ask('d8 SELECT INBOX', r'OK \[READ-WRITE\]')
    imap.ask(r'd9 STORE 1:2 +FLAGS (\Deleted)')
    imap.ask('d10 UID EXPUNGE 1:2')
    imap.ask('d11 EXPUNGE')
    imap.ask('d12 UNSELECT')
    imap.ask('d13 SELECT INBOX', 'OK')
    imap.ask('d14 SELECT Nowhere', 'NO')
    imap.ask('d15 FETCH 1 FLAGS', 'BAD')
    imap.ask(f'd16 RENAME {OLD_REPORTS} Old')
    imap.ask(f'd17 UNSUBSCRIBE {REPORTS}')
    imap.ask('d18 DELETE Old')
    imap.ask('d19 FROBNICATE', 'BAD')
    imap.ask('d20 NOOP')


def other_ways_in(world):
    """The rest of RFC 3501 §3's transitions: AUTHENTICATE, PREAUTH, and LOGOUT from each state."""
    with world.student_b.calling_from(40002):
        imap = connect()
        imap.ask('e1 AUTHENTICATE PLAIN', complete=Imap.more)
        imap.say(plain('anna', 'Parol-1'))
        imap.finish('e1')
        # Three commands in one segment: the answers tell by their tags whose they are.
        imap.say('e2 SELECT INBOX', 'e3 FETCH 1:* FLAGS', 'e4 STATUS Trash (MESSAGES)')
        imap.finish('e4')
        leave(imap, 'e5')
    with world.student_b.calling_from(40003):
        imap = connect()
        challenge = imap.ask('f1 AUTHENTICATE CRAM-MD5', complete=Imap.more)
        imap.say(cram('anna', 'parol-1', challenge))
        imap.finish('f1', 'NO')
        imap.ask('f2 AUTHENTICATE CRAM-MD5', complete=Imap.more)
        imap.say('*')
        imap.finish('f2', 'BAD')
        imap.ask('f3 AUTHENTICATE KERBEROS_V4', 'NO')
        leave(imap, 'f4')
    let_in = server.before_login(world.server, NO_QUESTIONS, 143, 'anna')
    with world.student_b.calling_from(40004):
        imap = Imap(NO_QUESTIONS, 143)
        let_in()
        imap.hear(rb'\* PREAUTH')
        imap.ask('g1 LOGIN anna Parol-1', 'BAD')
        imap.ask('g2 STATUS INBOX (MESSAGES)')
        leave(imap, 'g3')


COMMANDS = (
    'CAPABILITY LOGIN ID NAMESPACE ENABLE CREATE SUBSCRIBE LIST LSUB STATUS SELECT FETCH SEARCH STORE COPY MOVE APPEND IDLE CHECK CLOSE '
    'EXAMINE EXPUNGE UNSELECT RENAME UNSUBSCRIBE DELETE NOOP AUTHENTICATE LOGOUT'
)
PIECES = ('PREAUTH', 'DONE', 'BODYSTRUCTURE (', 'ENVELOPE (', 'BODY[] {', REPORTS, '* BYE', 'UID FETCH', '* ESEARCH')


@capture(
    'imap.pcap',
    holds=[
        *(f'imap.request.command == "{command}"' for command in COMMANDS.split()),
        *(f'imap.response.status == "{status}"' for status in ('OK', 'NO', 'BAD')),
        *(f'tcp.payload contains "{piece}"' for piece in PIECES),
    ],
)
def states(world):
    """All four states of IMAP and the ways between them, with the commands that each allows and some that it does not."""
    world.server.add_address('eth0', f'{NO_QUESTIONS}/24')
    server.dovecot(world.server, f'listen = {SERVER}')
    letters = [letter.question(), letter.answer(letter.TABLE), letter.report(), letter.old_style(), letter.note(4)]
    mailbox.put('anna', letters)
    with world.record():
        with world.student_a.calling_from(40001) as client:
            imap = connect()
            not_authenticated(imap)
            authenticated(imap)
            selected(imap, world, client, letters)
            appended(imap, world, client)
            idle(imap)
            back_and_forth(imap)
            leave(imap, 'd21')
        other_ways_in(world)


@capture(
    'imap-literals.pcap',
    holds=[f'tcp.payload contains "{piece}"' for piece in ('{4}', '{4+}', '~{64}', 'CHARSET UTF-8', 'BINARY[2]', 'NIL', '{0}', '{9+}')],
)
def literals(world):
    """Strings in all their forms: atoms, quoted with escapes, NIL, literals that wait for a + and literals that do not."""
    server.dovecot(world.server)
    letters = [letter.answer(letter.TABLE), letter.note(2, text='Say "{3}" and\r\nC1 OK is no reply.')]
    mailbox.put('anna', letters)
    subject = 'отчёт'.encode()
    with world.record():
        with world.student_a.calling_from(40001):
            imap = connect()
            imap.ask('a1 LOGIN {4}', complete=Imap.more)
            imap.say('anna {7}')
            imap.hear(complete=Imap.more)
            imap.ask('parol-1', complete=rb'(?m)^a1 NO[^\n]*\n')
            imap.say('a2 LOGIN {4+}', 'anna {7+}', 'Parol-1')
            imap.finish('a2')
            # A literal is bytes, not lines: this one ends in the middle of what looks like a command.
            imap.say('a3 CREATE {9+}', 'a4 LOGOUT')
            imap.finish('a3')
            imap.ask(r'a5 CREATE "with \"quotes\" and \\"', 'OK|NO')
            imap.ask('a6 LIST "" {1+}\r\n*')
            # Refused at once: no + comes, and no literal may follow.
            imap.ask('a7 APPEND INBOX {0}', 'NO')
            leave(imap, 'a8')
        with world.student_a.calling_from(40002) as client:
            imap = connect()
            imap.ask('b1 LOGIN "anna" "Parol-1"')
            imap.ask('b2 SELECT "INBOX"')
            imap.send(b'b3 SEARCH CHARSET UTF-8 OR SUBJECT {%d}\r\n' % len(subject))
            imap.hear(complete=Imap.more)
            imap.send(subject + b' TEXT {%d+}\r\n%b\r\n' % (len(subject), subject))
            imap.finish('b3')
            imap.ask('b4 FETCH 1 (ENVELOPE BODY[HEADER] BODY[TEXT] BODY[3])')
            imap.ask('b5 FETCH 1 BINARY[2]')
            imap.ask('b6 FETCH 1:2 BODY.PEEK[]')
            for number, content in enumerate(letters, 1):
                world.original('mail', 'imap', client, f'FETCH {number} BODY[]', content)
            leave(imap, 'b7')
