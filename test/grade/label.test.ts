import { describe, expect, test } from 'vitest';
import { fieldByPath } from '../../src/analysis/lookup.ts';
import { applicationLabels } from '../../src/grade/label-application.ts';
import { networkLabels } from '../../src/grade/label-network.ts';
import { comparable, labelledProtocols, meaningOf } from '../../src/grade/label.ts';

const paths = (label: string, ...protocols: string[]): readonly string[] => meaningOf(label, protocols).paths;

test('every path is one of a field', () => {
  expect(Object.keys({ ...networkLabels, ...applicationLabels }).filter((path) => fieldByPath(path) === undefined || !labelledProtocols.includes(path.split('.')[0]!))).toEqual([]);
});

describe('labels in three languages', () => {
  test.each([
    ['eth', 'MAC-адрес получателя', 'eth.dst'], ['eth', 'Địa chỉ MAC nguồn', 'eth.src'], ['eth', 'Тип кадра', 'eth.type'],
    ['ip', 'Время жизни', 'ip.ttl'], ['ip', 'Thời gian sống', 'ip.ttl'], ['ip', 'Time to Live', 'ip.ttl'], ['ip', 'Контрольная сумма заголовка', 'ip.checksum'], ['ip', 'Tổng độ dài', 'ip.len'],
    ['arp', 'Код операции', 'arp.opcode'], ['arp', 'Sender MAC address', 'arp.src.hw_mac'], ['arp', 'IP-адрес приёмника', 'arp.dst.proto_ipv4'], ['arp', 'Искомый IP', 'arp.dst.proto_ipv4'], ['arp', 'Địa chỉ IP bên gởi', 'arp.src.proto_ipv4'],
    ['icmp', 'Порядковый номер', 'icmp.seq'], ['icmp', 'Sequence Number (BE)', 'icmp.seq'], ['icmp', 'Sequence Number (LE)', 'icmp.seq_le'], ['icmp', 'Kiểu thông điệp', 'icmp.type'],
    ['tcp', 'Порт источника', 'tcp.srcport'], ['tcp', 'Cổng đích', 'tcp.dstport'], ['tcp', 'Số báo nhận', 'tcp.ack_raw'], ['tcp', 'Размер окна', 'tcp.window_size_value'], ['tcp', 'Con trỏ khẩn', 'tcp.urgent_pointer'], ['tcp', 'Смещение данных', 'tcp.hdr_len'],
    ['http', 'Метод', 'http.request.method'], ['http', 'Mã trạng thái', 'http.response.code'], ['http', 'User-Agent', 'http.user_agent'], ['http', 'Агент пользователя', 'http.user_agent'],
    ['smtp', 'Команда', 'smtp.req.command'], ['smtp', 'Mã đáp ứng', 'smtp.response.code'], ['smtp', 'Код отклика', 'smtp.response.code'], ['pop', 'Индикатор состояния', 'pop.response.indicator'], ['pop', 'Tham số', 'pop.request.parameter'],
    ['imap', 'Метка', 'imap.request_tag'], ['imap', 'Trạng thái', 'imap.response.status'], ['nbns', 'Имя NetBIOS', 'nbns.name'], ['nbns', 'Mã giao dịch', 'nbns.id'], ['nbdgm', 'Tên nguồn', 'nbdgm.source_name'],
    ['tcp', 'tcp.srcport', 'tcp.srcport'], ['tcp', 'TCP Source Port', 'tcp.srcport'],
  ])('%s: %s', (protocol, label, path) => {
    expect(paths(label, protocol)[0]).toBe(path);
  });
});

describe('how labels are compared', () => {
  test('case, blanks, punctuation and ё do not count: words that a layout has split are whole again', () => {
    for (const label of ['ПОРТ  ИСТОЧНИКА:', 'Порт исто чника', 'порт-источника', '1. Порт источника', '• Порт источника']) expect(paths(label, 'tcp')).toContain('tcp.srcport');
    expect(paths('MAC-адрес приемника', 'arp')).toEqual(paths('MAC-адрес приёмника', 'arp'));
    expect(comparable('Приёмник')).toBe('приемник');
  });

  test('composed and decomposed letters, and letters without their marks', () => {
    for (const label of ['Cổng đích'.normalize('NFC'), 'Cổng đích'.normalize('NFD'), 'cong dich', 'CONG DICH']) expect(meaningOf(label, ['tcp'])).toEqual({ paths: ['tcp.dstport'], isAmbiguous: false });
  });

  test('labels that read the same without their marks are ambiguous: Cờ and Cỡ', () => {
    expect(meaningOf('Cờ', ['tcp'])).toEqual({ paths: ['tcp.flags', 'ip.flags'], isAmbiguous: false });
    expect(meaningOf('Cỡ', ['tcp'])).toEqual({ paths: ['tcp.window_size_value'], isAmbiguous: false });
    expect(meaningOf('Co', ['tcp'])).toEqual({ paths: ['tcp.flags', 'tcp.window_size_value', 'ip.flags'], isAmbiguous: true });
    expect(meaningOf('Co cua so', ['tcp'])).toEqual({ paths: ['tcp.window_size_value'], isAmbiguous: false });
  });

  test('an addition in brackets, and a second language after a slash', () => {
    expect(paths('Порт источника (Source port)', 'tcp')[0]).toBe('tcp.srcport');
    expect(paths('Sport (source port)', 'tcp')[0]).toBe('tcp.srcport');
    expect(paths('Source Port / Порт отправителя', 'tcp')[0]).toBe('tcp.srcport');
    expect(paths('[Calculated window size]', 'tcp')).toEqual(['tcp.window_size']);
    expect(paths('[Checksum]', 'tcp')).toEqual([]);
    expect(paths('Checksum status', 'tcp')).toEqual([]);
  });

  test('the protocol of the section comes first, those that carry it after it', () => {
    expect(paths('Checksum', 'tcp')).toEqual(['tcp.checksum', 'ip.checksum']);
    expect(paths('TTL', 'smtp')).toEqual(['ip.ttl']);
    expect(paths('Source', 'arp')).toEqual(['eth.src']);
  });

  test('in a section about nothing known all protocols are asked', () => {
    expect(paths('Код операции')).toContain('arp.opcode');
  });

  test('what is no label', () => {
    for (const text of ['', ':', 'Вывод', '(', 'все поля заполнены верно', 'a'.repeat(10_000), '('.repeat(80), '/'.repeat(80)]) expect(paths(text, 'tcp')).toEqual([]);
  });
});
