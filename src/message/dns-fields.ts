import { fieldsOf, packetNumber, presence, span } from '../base/field.ts';

/** Which question belongs to which answer: found out by the analysis for datagrams, by the dialogue on TCP. */
export const dnsPairFields = fieldsOf('dns', 'RFC 1035 §4.1.1', {
  response_in: packetNumber({ label: 'Answer in', doc: 'The packet that answers this question.' }),
  response_to: packetNumber({ label: 'Answer to', doc: 'The packet with the question that this one answers.' }),
  time: span({ label: 'Response time', doc: 'How long the answer took, in seconds.' }),
  retransmission: presence({ label: 'Retransmission', doc: 'The same message was sent before.' }),
  retransmit_request_in: packetNumber({ label: 'First asked in', doc: 'The packet in which the question was asked for the first time.' }),
  retransmit_response_in: packetNumber({ label: 'First answered in', doc: 'The packet in which the question was answered for the first time.' }),
});
