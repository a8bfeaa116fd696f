import { names } from '../base/names.ts';

/** RFC 5321 §4.2.3, RFC 4954 §6, RFC 7504, RFC 3030, and codes that servers use without a standard. */
export const replyCodeNames = names('smtp.response.code', {
  211: 'system status', 214: 'help', 220: 'service ready', 221: 'closing the connection', 235: 'authentication succeeded', 250: 'done', 251: 'not local, will forward',
  252: 'cannot verify, will try', 253: 'pending mail follows', 334: 'go on with the authentication', 354: 'send the mail, end with a dot', 421: 'service not available', 432: 'password must be changed',
  450: 'mailbox busy', 451: 'local error', 452: 'not enough room', 453: 'no mail for you', 454: 'temporary authentication failure', 455: 'parameters cannot be met now',
  458: 'cannot queue for this node', 459: 'node not allowed', 500: 'command not recognized', 501: 'wrong argument', 502: 'command not implemented', 503: 'wrong order of commands',
  504: 'parameter not implemented', 521: 'host takes no mail', 523: 'encryption needed', 530: 'authentication needed', 534: 'mechanism too weak', 535: 'wrong credentials',
  538: 'encryption needed for this mechanism', 541: 'rejected as spam', 550: 'mailbox not available', 551: 'not local, try another path', 552: 'mailbox or mail too big', 553: 'mailbox name not allowed',
  554: 'failed', 555: 'parameters not recognized', 556: 'domain takes no mail',
});
