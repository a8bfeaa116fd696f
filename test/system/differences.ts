/** Values that pupil and tshark 4.0 do not print alike, and who is right by what. */
export interface Difference {
  readonly fields: readonly string[];
  /** Captures, each with its packets: `8,38,40-53`. */
  readonly packets: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly spec: string;
}

const mailFields = ['imf.date', 'imf.from', 'imf.to', 'imf.subject', 'imf.message_id', 'imf.mime_version', 'imf.address', 'imf.content.type', 'imf.content.type.type', 'imf.content.transfer_encoding'];

export const differences: readonly Difference[] = [
  // ---- ICMP, UDP, TCP ----
  {
    fields: ['icmp.type', 'icmp.code', 'icmp.checksum', 'icmp.checksum.status', 'icmp.ident', 'icmp.ident_le', 'icmp.seq', 'icmp.seq_le'], packets: { 'fragments.pcap': '52' },
    reason: 'the first fragment of an echo is quoted, and the ICMP header stands in it; tshark leaves it as data', spec: 'RFC 792, time exceeded',
  },
  {
    fields: ['icmp.data_time', 'icmp.data_time_relative'], packets: { 'icmp-errors.pcap': '42,50' },
    reason: 'a redirect quotes the whole echo, its time stamp too', spec: 'RFC 1812 §4.3.2.3',
  },
  {
    fields: ['udp.checksum.status', 'udp.checksum_calculated'], packets: { 'icmp-errors.pcap': '14,16,18,34', 'ipv6.pcap': '36,38,40', 'lab4.pcapng': '20' },
    reason: 'a quoted datagram is not received, and nobody has to verify it', spec: 'RFC 1122 §4.1.3.4',
  },
  // ---- NetBIOS ----
  {
    fields: ['nbns.name'], packets: { 'netbios-names.pcap': '30-32,43-47,51,59-61,68-70,84-86,116-117,125-127,135-137' },
    reason: 'letters of the OEM code page are letters; tshark prints them as numbers in brackets', spec: 'RFC 1001 §14.1',
  },
  { fields: ['nbdgm.source_name', 'browser.server'], packets: { 'netbios-names.pcap': '54,132' }, reason: 'letters of the OEM code page are letters', spec: 'RFC 1001 §14.1' },
  {
    fields: ['nbss.flags', 'nbss.flags.e'], packets: { 'lab4.pcapng': '145,147-148,150-172', 'netbios-session.pcap': '85,87-109,120-145' },
    reason: 'every packet of a session has flags, that of a session message too', spec: 'RFC 1002 §4.3.1',
  },
  // ---- HTTP ----
  {
    fields: ['http.request_number'], packets: { 'http-chunked-gzip.pcap': '158,175,228' },
    reason: 'requests are counted one by one; tshark counts the head and the body of one that waits for 100 (Continue) twice, and three in a segment as one', spec: 'RFC 9112 §9.3.2',
  },
  { fields: ['http.response_in'], packets: { 'http-chunked-gzip.pcap': '228' }, reason: 'three requests in a row are answered one after the other', spec: 'RFC 9112 §9.3.2' },
  { fields: ['http.request_in', 'http.time'], packets: { 'http-chunked-gzip.pcap': '241,245' }, reason: 'the second and third of three pipelined requests have answers, too', spec: 'RFC 9112 §9.3.2' },
  { fields: ['http.response_number'], packets: { 'http-chunked-gzip.pcap': '235,241,245' }, reason: 'the first of three answers is not the third', spec: 'RFC 9112 §9.3.2' },
  { fields: ['http.server'], packets: { 'http-chunked-gzip.pcap': '208,222' }, reason: 'white space at the end of a line is no part of the value', spec: 'RFC 9110 §5.5' },
  { fields: ['http.response.code.desc'], packets: { 'http-chunked-gzip.pcap': '74' }, reason: '416 is “Range Not Satisfiable”', spec: 'RFC 9110 §15.5.17' },
  { fields: ['http.request.full_uri'], packets: { 'http-proxy-connect.pcap': '56,99,129' }, reason: 'CONNECT names an end of a tunnel, which has no scheme and no path: no URI', spec: 'RFC 9110 §9.3.6' },
  { fields: ['urlencoded-form.key', 'urlencoded-form.value'], packets: { 'http-chunked-gzip.pcap': '184' }, reason: 'the fields of a form with a file; tshark has no names for them', spec: 'RFC 7578 §4.2' },
  // ---- POP3 ----
  {
    fields: ['pop.response.indicator', 'pop.response.description', 'pop.request.command', 'pop.request.parameter'], packets: { 'http-proxy-connect.pcap': '65,67,71-72,76,78,81-82,85-86,90' },
    reason: 'in a tunnel the proxy has the port of the server, and the server answers from it', spec: 'RFC 9110 §9.3.6',
  },
  { fields: ['pop.response.indicator', 'pop.response.description'], packets: { 'pop3-dele-rset.pcap': '107' }, reason: 'several answers may come in one segment', spec: 'RFC 2449 §6.6' },
  { fields: ['pop.request.command', 'pop.request.parameter'], packets: { 'pop3-dele-rset.pcap': '106' }, reason: 'several commands may come in one segment', spec: 'RFC 2449 §6.6' },
  { fields: ['pop.request.command', 'pop.request.parameter'], packets: { 'lab5.pcap': '92-110' }, reason: 'a command ends with its line, even if every key comes in a packet of its own', spec: 'RFC 1939 §3' },
  { fields: ['pop.request.command'], packets: { 'pop3-apop.pcap': '44,49,55' }, reason: 'what follows a challenge is an answer to it, or a star: no command', spec: 'RFC 5034 §4' },
  // ---- IMAP ----
  { fields: ['imap.request.username', 'imap.request.password', 'imap.request_tag', 'imap.tag', 'imap.request.command', 'imap.command', 'imap.isrequest'], packets: { 'imap-literals.pcap': '8,11,14,17,20' }, reason: 'LOGIN with literals: the name after {4} is the name, no tag of a command', spec: 'RFC 3501 §4.3' },
  { fields: ['imap.request.folder', 'imap.request.command', 'imap.request_tag', 'imap.tag'], packets: { 'imap-literals.pcap': '20,23' }, reason: 'a folder may be a literal (which looks like a command here), or a string with blanks', spec: 'RFC 3501 §4.3' },
  { fields: ['imap.request', 'imap.line'], packets: { 'imap-literals.pcap': '17,26' }, reason: 'a literal that waits for no answer stands in the same segment', spec: 'RFC 7888 §3' },
  { fields: ['imap.request', 'imap.line', 'imap.request.command', 'imap.command', 'imap.request_tag', 'imap.tag', 'imap.isrequest'], packets: { 'imap-literals.pcap': '54' }, reason: 'the literal of a SEARCH is text in UTF-8, no line of a command', spec: 'RFC 3501 §6.4.4' },
  { fields: ['imap.response_to', 'imap.time', 'imap.command', 'imap.response.command'], packets: { 'imap-literals.pcap': '16,19' }, reason: 'the answer to a LOGIN in several lines is for its first line', spec: 'RFC 3501 §2.2.1' },
  { fields: ['imap.response_in'], packets: { 'imap-literals.pcap': '8,17' }, reason: 'a LOGIN in several lines has an answer, too', spec: 'RFC 3501 §2.2.1' },
  { fields: ['imap.request.password'], packets: { 'imap.pcap': '14,17,254' }, reason: 'a password that is an atom has no quotes to be taken away', spec: 'RFC 3501 §9' },
  {
    fields: ['imap.response.command', 'imap.command'],
    packets: { 'imap-literals.pcap': '31,47,50', 'imap.pcap': '10,13,16,19,28,37,55,58,61,94,106,109,121,124,145,148,154,169,172,175,187,209,212,229,235,238,256' },
    reason: 'what follows OK, NO or BAD is a response code or free text; the command is that of the tag', spec: 'RFC 3501 §7.1',
  },
  { fields: ['imap.command'], packets: { 'imap-literals.pcap': '20', 'imap.pcap': '80,89,101,113,119,122,158' }, reason: 'UID COPY, UID SEARCH and the like are commands of two words; a tag is looked for in its own case, and a literal is none', spec: 'RFC 3501 §6.4.8' },
  { fields: ['imap.request.folder'], packets: { 'imap-literals.pcap': '51', 'imap.pcap': '83,86,89,92' }, reason: 'the first word of a SEARCH is a key', spec: 'RFC 3501 §6.4.4' },
  { fields: ['imap.request.folder'], packets: { 'imap.pcap': '110,113' }, reason: 'the last argument of MOVE and UID MOVE is a folder', spec: 'RFC 6851 §3.1' },
  {
    fields: ['imap.request', 'imap.line', 'imap.request_tag', 'imap.tag', 'imap.request.command', 'imap.command', 'imap.isrequest'], packets: { 'imap.pcap': '119,122' },
    reason: 'the mail that APPEND brings is one literal; its lines are no commands', spec: 'RFC 3501 §6.3.11',
  },
  { fields: ['imap.request', 'imap.request_tag', 'imap.tag'], packets: { 'imap.pcap': '131,207,227' }, reason: 'DONE, and what answers a challenge, have no tag', spec: 'RFC 2177 §3, RFC 3501 §6.2.2' },
  { fields: ['imap.response.status'], packets: { 'imap-literals.pcap': '10,13,53', 'imap.pcap': '118,127,226,232' }, reason: 'a line with + has no status: text follows, or a challenge', spec: 'RFC 3501 §7.5' },
  {
    fields: ['imap.response', 'imap.line', 'imap.response_tag', 'imap.tag', 'imap.response.status', 'imap.response.command', 'imap.command'], packets: { 'imap-literals.pcap': '59,62,65', 'imap.pcap': '67,73,76,79,82' },
    reason: 'a literal in an answer is data, and what follows it belongs to the answer; its lines have no tags', spec: 'RFC 3501 §4.3',
  },
  {
    fields: ['imap.isrequest'],
    packets: { 'imap-literals.pcap': '28,34,50,56,59,62,65,68', 'imap.pcap': '10,19,22,25,28,43,46,49,52,61,64,67,70,73,76,79,82,85,88,91,97,100,103,112,115,121,124,129,139,148,154,157,160,163,169,172,193,210,212,215,241,259,262' },
    reason: 'told of every line, as every line is a request or an answer', spec: 'RFC 3501 §2.2',
  },
  // ---- SMTP ----
  {
    fields: ['smtp.response'],
    packets: { 'ipv6.pcap': '73', 'lab4.pcapng': '63', 'smtp-auth.pcap': '10,38,59,87,111', 'smtp-pipelining-bdat.pcap': '10', 'smtp-refused.pcap': '11,17,27', 'smtp-starttls.pcap': '10,46' },
    reason: 'every line of a reply in several lines', spec: 'RFC 5321 §4.2.1',
  },
  { fields: ['smtp.rsp'], packets: { 'smtp-pipelining-bdat.pcap': '13,16,18,20,24,26' }, reason: 'several replies in one segment are several', spec: 'RFC 2920 §3.2' },
  {
    fields: ['smtp.req', 'smtp.command_line', 'smtp.req.command', 'smtp.req.parameter'], packets: { 'lab5.pcap': '8,38,40,43,46,48,50,53,69' },
    reason: 'a line of the client is a command, one that nobody knows (HELLO) too; and DATA that was refused (503) has no mail after it', spec: 'RFC 5321 §3.3, §4.2.4',
  },
  {
    fields: ['smtp.req', 'smtp.command_line', 'smtp.req.command', 'smtp.req.parameter'], packets: { 'smtp-refused.pcap': '30,32,34,36,38,40,42,44,46,48,50' },
    reason: 'a DATA that was refused has no mail after it: what follows are commands', spec: 'RFC 5321 §3.3',
  },
  {
    fields: ['smtp.req', 'smtp.command_line', 'smtp.req.command', 'smtp.req.parameter'], packets: { 'smtp-pipelining-bdat.pcap': '14,19,21,23,25,27,29,31' },
    reason: 'the mail ends with its dot, or after the bytes that BDAT counts: what follows in the segment are commands', spec: 'RFC 2920 §3.1, RFC 3030 §2',
  },
  { fields: ['smtp.req.command', 'smtp.req.parameter'], packets: { 'smtp-starttls.pcap': '11,47' }, reason: 'verbs may have more than four letters', spec: 'RFC 3207 §4' },
  { fields: ['smtp.req', 'smtp.command_line', 'smtp.req.command', 'smtp.req.parameter'], packets: { 'smtp-auth.pcap': '41,45,62,64,70,73,90,96,116' }, reason: 'what answers a challenge is no command, and a line of its own', spec: 'RFC 4954 §4' },
  // ---- mail ----
  { fields: mailFields, packets: { 'http-proxy-connect.pcap': '84-85', 'lab4.pcapng': '100,103', 'lab5.pcap': '127,130', 'pop3-dele-rset.pcap': '27,30,33,36,107' }, reason: 'what RETR and TOP fetch is a mail', spec: 'RFC 1939 §5' },
  { fields: mailFields, packets: { 'imap.pcap': '119,122' }, reason: 'what APPEND brings is a mail', spec: 'RFC 3501 §6.3.11' },
  { fields: mailFields, packets: { 'smtp-pipelining-bdat.pcap': '19,25' }, reason: 'what BDAT brings is a mail', spec: 'RFC 3030 §2' },
  { fields: mailFields, packets: { 'lab5.pcap': '59,64', 'smtp-refused.pcap': '53' }, reason: 'only what follows a DATA that was granted is mail; a header is shown where it is complete', spec: 'RFC 5321 §3.3' },
  { fields: mailFields, packets: { 'tcp-trouble.pcap': '172,182' }, reason: 'the header of a mail that is sent line by line is shown where it is complete, not where the mail is', spec: 'RFC 5322 §2.2' },
  {
    fields: ['imf.subject', 'imf.from', 'imf.to'], packets: { 'imap-literals.pcap': '59,65', 'imap.pcap': '73,79,82', 'ipv6.pcap': '83', 'lab4.pcapng': '70', 'smtp-auth.pcap': '24' },
    reason: 'encoded words are read', spec: 'RFC 2047 §2',
  },
  { fields: ['imf.address', 'imf.content.type', 'imf.content.type.type'], packets: { 'imap-literals.pcap': '65', 'imap.pcap': '76', 'smtp-pipelining-bdat.pcap': '14' }, reason: 'the end of a line is no part of an address', spec: 'RFC 5322 §3.4' },
];

/** The numbers in a list of ranges. */
export function numbers(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i);
  });
}
