import type { Field, Value } from '../base/field.ts';
import { nameOf } from '../base/value.ts';

/** What reports call the numbers of a field, beside the names that the field itself has. */
const further: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  'eth.type': { 0x0800: 'IP|Internet Protocol|Internet Protocol version 4', 0x0806: 'Address Resolution Protocol', 0x86dd: 'Internet Protocol version 6' },
  'arp.hw.type': { 1: 'Ethernet' },
  'arp.proto.type': { 0x0800: 'IPv4|IP' },
  'arp.opcode': { 1: 'ARP request|запрос|ARP-запрос|yêu cầu|truy vấn|hỏi', 2: 'response|answer|ARP reply|ответ|ARP-ответ|trả lời|phản hồi|đáp' },
  'ip.version': { 4: 'IPv4|v4' },
  'icmp.type': {
    0: 'echo reply|echo ping reply|ping reply|эхо-ответ|ответ|эхо ответ|trả lời echo|phản hồi echo|echo trả lời',
    3: 'destination unreachable|unreachable|получатель недоступен|адресат недоступен|узел недоступен|không tới được đích|đích không tới được',
    5: 'redirect|перенаправление|chuyển hướng',
    8: 'echo request|echo ping request|ping request|эхо-запрос|запрос|эхо запрос|yêu cầu echo|echo yêu cầu',
    11: 'time exceeded|time to live exceeded|превышено время жизни|истекло время|время истекло|hết thời gian sống|quá thời gian',
  },
  'ip.proto': { 1: 'ICMP', 2: 'IGMP', 6: 'TCP', 17: 'UDP' },
  'nbns.flags.opcode': { 0: 'query|name query|запрос|truy vấn', 5: 'registration|регистрация|đăng ký', 6: 'release|освобождение|giải phóng', 8: 'refresh|обновление|làm mới' },
  'nbns.class': { 1: 'IN|Internet' },
  'nbss.type': { 0x00: 'session message|сообщение сеанса|thông điệp phiên', 0x81: 'session request|запрос сеанса|yêu cầu phiên', 0x82: 'positive session response|положительный ответ' , 0x85: 'keep alive|session keep alive' },
};
/** Ports have the name of the service, and that of the protocol. */
const services: Readonly<Record<number, string>> = {
  25: 'SMTP', 53: 'DNS', 80: 'HTTP', 110: 'POP|POP3', 137: 'NetBIOS|NBNS|NetBIOS name service', 138: 'NetBIOS|NBDGM|NetBIOS datagram service', 139: 'NetBIOS|NBSS|NetBIOS session service', 143: 'IMAP|IMAP4', 443: 'HTTPS',
};

/** All names of a field's number. */
export function namesOf(field: Field, value: Value): string[] {
  const number = Number(value);
  const own = nameOf(field, value);
  const others = further[field.path]?.[number] ?? (/\.(?:src|dst)port$/.test(field.path) ? services[number] : undefined);
  return [...(own === undefined ? [] : [own]), ...(others?.split('|') ?? [])];
}
