import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const http2 = {
  fields: {
    http2: ['Giao thức truyền siêu văn bản 2 (HTTP/2)', 'Chở nhiều yêu cầu và phản hồi cùng lúc trên một kết nối, mỗi cặp trong một dòng khung riêng.'],
    websocket: ['WebSocket', 'Thông điệp theo cả hai chiều trên một kết nối đã mở bằng HTTP.'],
    tunnel: ['Byte của giao thức khác', 'Thứ đi qua máy chủ ủy quyền (proxy), hoặc đến sau khi đổi giao thức, mà không giống gì được biết ở đây.'],
    'http2.magic': ['Lời mở đầu', 'Những từ mở đầu của máy khách: chúng giống một yêu cầu mà không máy chủ HTTP/1 nào hiểu.'],
    'http2.stream': ['Khung', 'Một mảnh của một trong các dòng cùng dùng kết nối, hoặc của chính kết nối.'],
    'http2.length': ['Độ dài', 'Bao nhiêu byte theo sau tiêu đề của khung.'],
    'http2.type': ['Loại', 'Khung chở cái gì.'],
    'http2.flags': ['Các cờ', 'Điều cần biết về khung; tùy theo loại.'],
    'http2.flags.end_stream': ['Hết dòng', 'Bên gửi đã nói hết những gì phải nói trên dòng này.'],
    'http2.flags.eh': ['Hết tiêu đề', 'Đến khung này thì tiêu đề đã trọn vẹn.'],
    'http2.flags.padded': ['Có phần đệm', 'Cuối khung có phần đệm, độ dài của nó nằm ở đầu.'],
    'http2.flags.priority': ['Độ ưu tiên', 'Khung cho biết dòng quan trọng đến mức nào.'],
    'http2.flags.ack': ['Xác nhận', 'Khung này trả lời một khung của bên kia.'],
    'http2.r': ['Dự trữ', 'Phải bằng không.'],
    'http2.streamid': ['Dòng', 'Số của dòng; 0: khung nói về kết nối.'],
    'http2.padding': ['Độ dài phần đệm', 'Phần đệm ở cuối dài bao nhiêu.'],
    'http2.data.data': ['Dữ liệu', 'Một mảnh của phần thân.'],
    'http2.data.padding': ['Phần đệm', 'Thêm vào để độ dài không làm lộ điều được nói.'],
    'http2.headers': ['Tiêu đề', 'Tiêu đề của một yêu cầu hoặc phản hồi, hoặc một mảnh của nó, đã nén.'],
    'http2.payload': ['Nội dung', 'Nội dung của khung, để nguyên.'],
    'http2.continuation_data': ['Phần nối tiếp', 'Một phần của khung mà đầu khung không có trong dữ liệu bắt được, hoặc những byte không thành khung nào.'],
    'websocket.data': ['Dữ liệu', 'Các byte của dòng, không được giải mã ở đây.'],
    'tunnel.data': ['Dữ liệu', 'Các byte của dòng, không được giải mã ở đây.'],
  },
  names: {},
  phrases: {
    http2: {
      preface: 'bắt đầu HTTP/2',
      frame: '{type}, dòng {stream}, {length:bytes}',
      continuation: 'phần nối tiếp, {length:bytes}',
      requests: '{requests} yêu cầu',
      hole: 'dữ liệu bắt được thiếu {length:bytes}',
    },
    websocket: {
      bytes: '{client:bytes} từ máy khách, {server:bytes} từ máy chủ',
      hole: 'dữ liệu bắt được thiếu {length:bytes}',
    },
    tunnel: {
      bytes: '{client:bytes} từ máy khách, {server:bytes} từ máy chủ',
      hole: 'dữ liệu bắt được thiếu {length:bytes}',
    },
  },
  states: {
    http2: {
      open: ['mở', 'các khung đi theo cả hai chiều'],
    },
    websocket: {
      open: ['mở', 'các byte đi theo cả hai chiều'],
    },
    tunnel: {
      open: ['mở', 'các byte đi theo cả hai chiều'],
    },
  },
} satisfies Words<Files['http2']>;
