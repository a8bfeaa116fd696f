import type { Labels } from './label.ts';

/** Russian and Vietnamese have several words for who sends and who receives. */
export const FROM = '(отправителя|источника|отправитель|источник|узла-отправителя|узла-источника)';
export const TO = '(получателя|назначения|приёмника|приемника|адресата|получатель|приёмник|узла-получателя|узла назначения)';
export const NGUON = '(nguồn|gửi|gởi|bên gửi|bên gởi|người gửi|người gởi|máy gửi|máy nguồn)';
export const DICH = '(đích|nhận|bên nhận|người nhận|máy nhận|máy đích)';
const CHECKSUM = 'checksum|контрольная сумма|КС|tổng kiểm tra|mã kiểm tra|giá trị kiểm tra';

/** What reports call the fields of Ethernet, ARP, IP, ICMP, UDP and TCP. */
export const networkLabels: Labels = {
  'eth.dst': `destination[ address| MAC| MAC address]|dst|[dst ]MAC destination|MAC dst|MAC[-адрес] ${TO}|адрес ${TO}|[địa chỉ ]MAC ${DICH}|địa chỉ ${DICH}`,
  'eth.src': `source[ address| MAC| MAC address]|src|[src ]MAC source|MAC src|MAC[-адрес] ${FROM}|адрес ${FROM}|[địa chỉ ]MAC ${NGUON}|địa chỉ ${NGUON}`,
  'eth.type': 'type|EtherType|ether type|protocol|тип[ протокола| кадра]|протокол[ верхнего уровня| сетевого уровня]|loại[ giao thức| khung]|kiểu[ khung| giao thức]|giao thức',
  'eth.len': 'length|длина|độ dài',
  'eth.fcs': 'FCS|frame check sequence|CRC',

  'arp.hw.type': 'hardware type|hw type|HTYPE|тип (оборудования|аппаратуры|аппаратного адреса|аппаратного обеспечения|аппаратного протокола|канала|сети)|аппаратный тип|(loại|kiểu) phần cứng',
  'arp.proto.type': 'protocol type|PTYPE|тип (протокола|сетевого протокола|протокольного адреса)|протокол|(loại|kiểu) giao thức',
  'arp.hw.size': 'hardware (size|length|address length|address size)|hw (size|len|length)|HLEN|(длина|размер) (аппаратного|физического|канального|MAC) адреса|(длина|размер) MAC-адреса|(độ dài|chiều dài|kích thước) (địa chỉ phần cứng|địa chỉ MAC|phần cứng)',
  'arp.proto.size': 'protocol (size|length|address length|address size)|PLEN|(длина|размер) (сетевого|протокольного|логического|IP|протокола) адреса|(длина|размер) IP-адреса|(độ dài|chiều dài|kích thước) (địa chỉ giao thức|địa chỉ IP|giao thức)',
  'arp.opcode': 'opcode|operation[ code]|op code|oper|код операции|операция|тип операции|тип (пакета|сообщения)|запрос/ответ|запрос или ответ|mã (thao tác|lệnh|hoạt động)|thao tác|loại thao tác|hoạt động|yêu cầu/trả lời|yêu cầu hay trả lời',
  'arp.src.hw_mac': `(sender|source) (MAC|hardware)[ address]|SHA|MAC[-адрес] ${FROM}|(аппаратный|физический|канальный) адрес ${FROM}|[địa chỉ ](MAC|phần cứng|vật lý) [của ]${NGUON}`,
  'arp.src.proto_ipv4': `(sender|source) (IP|protocol)[ address]|SPA|IP[-адрес] ${FROM}|(сетевой|протокольный|логический) адрес ${FROM}|[địa chỉ ](IP|giao thức|logic) [của ]${NGUON}`,
  'arp.dst.hw_mac': `(target|destination) (MAC|hardware)[ address]|THA|MAC[-адрес] (${TO.slice(1, -1)}|цели)|искомый MAC[-адрес]|(аппаратный|физический|канальный) адрес ${TO}|[địa chỉ ](MAC|phần cứng|vật lý) [của ]${DICH}`,
  'arp.dst.proto_ipv4': `(target|destination) (IP|protocol)[ address]|TPA|IP[-адрес] (${TO.slice(1, -1)}|цели)|искомый IP[-адрес]|запрашиваемый IP[-адрес]|(сетевой|протокольный|логический) адрес ${TO}|[địa chỉ ](IP|giao thức|logic) [của ]${DICH}|IP cần tìm`,

  'ip.version': 'version|версия[ протокола| IP]|phiên bản[ IP| giao thức]',
  'ip.hdr_len': 'header length|IHL|internet header length|hdr len|(длина|размер) заголовка[ IP]|(độ dài|chiều dài|kích thước) (tiêu đề|header|phần đầu)[ IP]',
  'ip.dsfield': 'differentiated services[ field]|DS field|type of service|ToS|DSCP|тип (обслуживания|сервиса|службы)|(loại|kiểu) dịch vụ|dịch vụ phân biệt',
  'ip.dsfield.dscp': 'differentiated services codepoint|DSCP',
  'ip.dsfield.ecn': 'explicit congestion notification|ECN',
  'ip.len': 'total length|length|len|(общая|полная) длина[ пакета]|(длина|размер) (пакета|дейтаграммы|датаграммы)|длина|(tổng độ dài|tổng chiều dài|độ dài tổng|chiều dài tổng)|độ dài (gói|gói tin)|kích thước gói[ tin]',
  'ip.id': 'identification|identifier|id|IP id|идентификатор[ пакета| дейтаграммы]|идентификация|[số |mã ](định danh|nhận dạng)|mã số',
  'ip.flags': 'flags|IP flags|флаги|флаг|[các ]cờ',
  'ip.flags.df': "don't fragment|DF|не фрагментировать|запрет фрагментации|không phân mảnh|không phân đoạn",
  'ip.flags.mf': 'more fragments|MF|есть ещё фрагменты|còn phân mảnh',
  'ip.frag_offset': '(fragment|fragmentation) offset|offset|смещение[ фрагмента]|(độ lệch|vị trí|độ dời|offset) (phân đoạn|phân mảnh|mảnh)|độ lệch',
  'ip.ttl': 'time to live|TTL|время жизни[ пакета]|thời gian (sống|tồn tại)',
  'ip.proto': 'protocol|протокол[ верхнего уровня| вышележащего уровня| следующего уровня| транспортного уровня]|(тип|номер|код) протокола|giao thức[ tầng trên| lớp trên]|mã giao thức',
  'ip.checksum': `header (checksum|CRC)|${CHECKSUM}|контрольная сумма заголовка|(tổng kiểm tra|mã kiểm tra|checksum) (tiêu đề|header|phần đầu)`,
  'ip.src': `source[ address| IP| IP address]|src|IP source|IP src|IP[-адрес] ${FROM}|адрес ${FROM}|[địa chỉ ]IP ${NGUON}|địa chỉ ${NGUON}`,
  'ip.dst': `destination[ address| IP| IP address]|dst|IP destination|IP dst|IP[-адрес] ${TO}|адрес ${TO}|[địa chỉ ]IP ${DICH}|địa chỉ ${DICH}`,

  'icmp.type': 'type|message type|тип[ сообщения| пакета]|эхо-запрос/эхо-ответ|запрос/ответ|(loại|kiểu)[ thông điệp| bản tin| thông báo]',
  'icmp.code': 'code|код[ сообщения]|mã',
  'icmp.checksum': CHECKSUM,
  'icmp.ident': 'identifier[ BE]|identifier big endian|id|идентификатор[ BE]|[số |mã ]định danh[ BE]|số nhận dạng|nhận dạng',
  'icmp.ident_le': 'identifier LE|identifier little endian|идентификатор LE|định danh LE',
  'icmp.seq': 'sequence[ number][ BE]|sequence number big endian|seq|(номер последовательности|порядковый номер|номер в последовательности|номер пакета в последовательности)[ BE]|số (thứ tự|tuần tự|hiệu tuần tự)[ BE]',
  'icmp.seq_le': 'sequence[ number] LE|sequence number little endian|(номер последовательности|порядковый номер) LE|số (thứ tự|tuần tự) LE',
  'icmp.data': 'data|данные|dữ liệu',
  'data.data': 'data|данные|dữ liệu',

  'udp.srcport': `source port|src port|sport|source|порт ${FROM}|номер порта ${FROM}|[số hiệu |số ]cổng ${NGUON}`,
  'udp.dstport': `destination port|dst port|dest port|dport|destination|порт ${TO}|номер порта ${TO}|[số hiệu |số ]cổng ${DICH}`,
  'udp.length': 'length|len|(длина|размер)[ дейтаграммы| датаграммы| пакета| UDP]|(độ dài|chiều dài|kích thước)[ gói| gói tin| datagram]',
  'udp.checksum': CHECKSUM,

  'tcp.srcport': `source port|src port|sport|source|порт ${FROM}|номер порта ${FROM}|[số hiệu |số ]cổng ${NGUON}`,
  'tcp.dstport': `destination port|dst port|dest port|dport|destination|порт ${TO}|номер порта ${TO}|[số hiệu |số ]cổng ${DICH}`,
  'tcp.seq_raw': 'sequence number[ raw]|sequence|seq|seq number|SN|номер последовательности|порядковый номер|последовательный номер|номер (первого байта|в последовательности)|số (thứ tự|tuần tự|hiệu tuần tự|trình tự)',
  'tcp.seq': 'relative sequence number|sequence number relative|относительный (номер последовательности|порядковый номер)|(номер последовательности|порядковый номер) относительный|số (thứ tự|tuần tự) tương đối',
  'tcp.ack_raw': 'acknowledgment number[ raw]|acknowledgement number[ raw]|acknowledgment|acknowledgement|ack|ack number|номер (подтверждения|квитанции)|подтверждение|số (xác nhận|báo nhận|hiệu xác nhận)',
  'tcp.ack': 'relative (ack|acknowledgment|acknowledgement) number|(ack|acknowledgment|acknowledgement) number relative|относительный номер подтверждения|номер подтверждения относительный|số (xác nhận|báo nhận) tương đối',
  'tcp.nxtseq': 'next sequence number|следующий (номер последовательности|порядковый номер)',
  'tcp.len': 'TCP segment len|segment (length|len)|длина (данных|сегмента)|độ dài (dữ liệu|đoạn)',
  'tcp.hdr_len': 'header length|data offset|hdr len|(длина|размер) заголовка[ TCP]|смещение данных|(độ dài|chiều dài|kích thước) (tiêu đề|header|phần đầu)[ TCP]|độ lệch dữ liệu',
  'tcp.flags': 'flags|TCP flags|control bits|флаги|флаг|управляющие (флаги|биты)|биты управления|[các ]cờ|cờ điều khiển|bit điều khiển',
  'tcp.flags.syn': 'SYN|synchronize',
  'tcp.flags.fin': 'FIN',
  'tcp.flags.push': 'push|PSH',
  'tcp.flags.reset': 'reset|RST',
  'tcp.flags.urg': 'urgent|URG',
  'tcp.flags.ack': 'acknowledgment|ACK',
  'tcp.window_size_value': 'window[ size][ value]|win|размер окна|окно|(kích thước|độ lớn|cỡ) cửa sổ|cỡ|cửa sổ',
  'tcp.window_size': 'calculated window size|вычисленный размер окна',
  'tcp.window_size_scalefactor': 'window size scaling factor|множитель окна',
  'tcp.checksum': CHECKSUM,
  'tcp.payload': 'payload|data|данные|полезная нагрузка|dữ liệu|tải trọng',
  'tcp.urgent_pointer': 'urgent pointer|указатель (срочности|срочных данных|важности|важных данных)|con trỏ (khẩn|khẩn cấp|cấp bách)',
};
