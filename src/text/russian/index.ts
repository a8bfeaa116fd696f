import type { FileTexts, LanguageTexts } from '../language.ts';
import type { NumberStyle } from '../number.ts';
import { arp } from './arp.ts';
import { cooked } from './cooked.ts';
import { dhcp } from './dhcp.ts';
import { dhcpv6 } from './dhcpv6.ts';
import { dns } from './dns.ts';
import { ethernet } from './ethernet.ts';
import { faults } from './faults.ts';
import { frame } from './frame.ts';
import { ftp } from './ftp.ts';
import { hdlc } from './hdlc.ts';
import { http } from './http.ts';
import { http2 } from './http2.ts';
import { icmp } from './icmp.ts';
import { icmpv6 } from './icmpv6.ts';
import { imap } from './imap.ts';
import { imf } from './imf.ts';
import { ip } from './ip.ts';
import { ipsec } from './ipsec.ts';
import { ipv6 } from './ipv6.ts';
import { llc } from './llc.ts';
import { messages } from './messages.ts';
import { labMessages } from './messages-lab.ts';
import { mobile } from './mobile.ts';
import { named } from './named.ts';
import { nbdgm } from './nbdgm.ts';
import { nbns } from './nbns.ts';
import { nbss } from './nbss.ts';
import { pop } from './pop.ts';
import { ppp } from './ppp.ts';
import { quic } from './quic.ts';
import { routing } from './routing.ts';
import { service } from './service.ts';
import { smb } from './smb.ts';
import { smb2 } from './smb2.ts';
import { smtp } from './smtp.ts';
import { socks } from './socks.ts';
import { ssh } from './ssh.ts';
import { tag } from './tag.ts';
import { tcp } from './tcp.ts';
import { telnet } from './telnet.ts';
import { tls } from './tls.ts';
import { transport } from './transport.ts';
import { tunnel } from './tunnel.ts';
import { udp } from './udp.ts';
import { wlan } from './wlan.ts';

const numbers: NumberStyle = { decimal: ',', bytes: ['Б', 'кБ', 'МБ', 'ГБ', 'ТБ'], days: 'сут', hours: 'ч', minutes: 'мин', seconds: 'с', milliseconds: 'мс' };

const files = {
  arp, cooked, dhcp, dhcpv6, dns, ethernet, frame, ftp, hdlc, http, http2, icmp, icmpv6, imap, imf, ip, ipsec, ipv6, llc, mobile, named, nbdgm, nbns,
  nbss, pop, ppp, quic, routing, service, smb, smb2, smtp, socks, ssh, tag, tcp, telnet, tls, transport, tunnel, udp, wlan,
} satisfies FileTexts;

export const russian: LanguageTexts = { messages: { ...messages, ...labMessages }, faults, numbers, families: Object.values(files) };
