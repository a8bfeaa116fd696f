import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const quic = {
  fields: {
    quic: ['QUIC', 'Chuyển các dòng byte được mã hóa trong gói dữ liệu (datagram); nhờ nó web không cần TCP.'],
    'quic.header_form': ['Dạng tiêu đề', '1: tiêu đề dài, dùng để mở kết nối; 0: tiêu đề ngắn, của mọi gói sau đó.'],
    'quic.fixed_bit': ['Bit cố định', 'Luôn bật, để phân biệt QUIC với các giao thức khác trên cùng cổng.'],
    'quic.long.packet_type': ['Kiểu gói tin', 'Gói tin để làm gì.'],
    'quic.long.packet_type_v2': ['Kiểu gói tin', 'Gói tin để làm gì; phiên bản 2 đánh số khác.'],
    'quic.long.protected': ['Các bit được bảo vệ', 'Bốn bit được mã hóa cùng phần còn lại.'],
    'quic.vn.unused': ['Không dùng', 'Giá trị nào cũng được.'],
    'quic.spin_bit': ['Bit xoay', 'Đổi một lần sau mỗi lượt đi và về, để máy khác cũng đo được thời gian khứ hồi.'],
    'quic.short.protected': ['Các bit được bảo vệ', 'Năm bit được mã hóa cùng phần còn lại.'],
    'quic.version': ['Phiên bản', 'Phiên bản QUIC mà bên gửi dùng.'],
    'quic.dcil': ['Độ dài định danh kết nối đích', 'Độ dài của định danh đứng sau.'],
    'quic.dcid': ['Định danh kết nối đích', 'Nhờ nó bên nhận nhận ra kết nối, dù kết nối chuyển sang địa chỉ nào.'],
    'quic.scil': ['Độ dài định danh kết nối nguồn', 'Độ dài của định danh đứng sau.'],
    'quic.scid': ['Định danh kết nối nguồn', 'Nhờ nó bên gửi sẽ nhận ra kết nối.'],
    'quic.supported_version': ['Phiên bản được hỗ trợ', 'Một phiên bản mà máy chủ dùng được.'],
    'quic.rest': ['Phần còn lại', 'Những gì có được của một tiêu đề không trọn vẹn.'],
  },
  names: {
    'quic.long.packet_type': {
      0: 'Mở đầu (Initial)',
      2: 'Bắt tay (Handshake)',
      3: 'Yêu cầu thử lại (Retry)',
    },
    'quic.long.packet_type_v2': {
      0: 'Yêu cầu thử lại (Retry)',
      1: 'Mở đầu (Initial)',
      3: 'Bắt tay (Handshake)',
    },
    'quic.version': {
      0x0000: 'chọn phiên bản',
      0x0001: 'phiên bản 1',
      0x6b3343cf: 'phiên bản 2',
    },
  },
  lines: {
    quic: {
      first: '{long.packet_type:name}{long.packet_type_v2:name} {version:name} DCID={dcid} SCID={scid}',
      negotiation: 'chọn phiên bản',
      short: 'dữ liệu được bảo vệ',
      other: 'dữ liệu',
    },
  },
} satisfies Words<Files['quic']>;
