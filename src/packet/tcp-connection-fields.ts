import { composed, counted } from '../base/field.ts';
import { names } from '../base/names.ts';
import { vocabulary } from '../base/vocabulary.ts';

/** tcp.completeness: which stages of a connection the capture holds. */
const completenessNames = names('tcp.completeness', { 0: 'nothing', 7: 'opened', 15: 'opened, with data', 31: 'whole', 47: 'whole, reset', 63: 'whole, closed and reset' });

/** The states of RFC 9293 §3.3.2. */
const stateWords = vocabulary('tcp.state', 'RFC 9293 §3.3.2', {
  LISTEN: 'waits for somebody to connect',
  'SYN-SENT': 'has asked for a connection, and waits for the answer',
  'SYN-RECEIVED': 'has been asked for a connection, and waits until its own SYN is acknowledged',
  ESTABLISHED: 'open: data goes both ways',
  'FIN-WAIT-1': 'has nothing more to send, and waits until its FIN is acknowledged',
  'FIN-WAIT-2': 'has nothing more to send, and waits for the FIN of the other end',
  'CLOSE-WAIT': 'the other end has nothing more to send; this one may still',
  CLOSING: 'both ends have sent a FIN; its own is not acknowledged yet',
  'LAST-ACK': 'closed after the other end, and waits until its FIN is acknowledged',
  'TIME-WAIT': 'closed first, and waits a while in case its last acknowledgment was lost',
  CLOSED: 'there is no connection',
});

/** Zeek's words for how a connection went, as its conn.log has them. */
const connStateWords = vocabulary('tcp.conn_state', '', {
  S0: 'asked for, never answered',
  S1: 'opened, not closed',
  SF: 'opened and closed in order',
  REJ: 'asked for and refused',
  S2: 'opened; the client closed its side, the server did not',
  S3: 'opened; the server closed its side, the client did not',
  RSTO: 'opened, then aborted by the client',
  RSTR: 'opened, then aborted by the server',
  RSTOS0: 'the client asked and then aborted; the server was not heard',
  RSTRH: 'the server answered and then aborted; the client was not heard',
  SH: 'the client asked and then closed; the server was not heard',
  SHR: 'the server answered and then closed; the client was not heard',
  OTH: 'neither its beginning nor its end was seen',
});

/** How far the connection of a segment has come. Filled by the analysis, not by the bytes. */
export const tcpConnectionFields = {
  completeness: counted({ size: 1, names: completenessNames, label: 'Conversation completeness', doc: 'Which stages of the connection the capture holds: SYN 1, SYN-ACK 2, ACK 4, data 8, FIN 16, RST 32, added up. Those before this packet; with two passes those of the whole connection.' }),
  conn_state: composed({ vocabulary: connStateWords, label: 'How the connection went', doc: "Zeek's word for how the whole connection was opened and closed; needs two passes." }),
  'state.client': composed({ vocabulary: stateWords, label: 'State of the client', doc: 'The state of the end that opened the connection, after this segment has left the one end and reached the other.', spec: 'RFC 9293 §3.3.2' }),
  'state.server': composed({ vocabulary: stateWords, label: 'State of the server', doc: 'The state of the end that was asked for the connection, after this segment has left the one end and reached the other.', spec: 'RFC 9293 §3.3.2' }),
};
