import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const transport = {
  fields: {
    dccp: ['Giao thức gói dữ liệu có kiểm soát tắc nghẽn (DCCP)', 'Chuyển từng thông điệp riêng lẻ như UDP, nhưng biết nhường khi mạng đầy.'],
    sctp: ['Giao thức truyền có điều khiển dòng (SCTP)', 'Chuyển thông điệp giữa hai chương trình trên nhiều dòng cùng lúc, trọn vẹn và đúng thứ tự.'],
    'dccp.srcport': ['Cổng nguồn', 'Số cổng của bên gửi.'],
    'dccp.dstport': ['Cổng đích', 'Số cổng của bên nhận.'],
    'dccp.port': ['Cổng nguồn hoặc cổng đích', 'Một trong hai cổng của gói tin.'],
    'dccp.data_offset': ['Vị trí dữ liệu', 'Độ dài tiêu đề tính bằng từ 32 bit.'],
    'dccp.ccval': ['Giá trị kiểm soát tắc nghẽn', 'Dành cho thuật toán giữ cho mạng khỏi quá tải.'],
    'dccp.cscov': ['Phạm vi của tổng kiểm tra', 'Tổng kiểm tra bảo vệ bao nhiêu dữ liệu; 0: tất cả.'],
    'dccp.checksum': ['Tổng kiểm tra', 'Tổng bù một của tiêu đề, dữ liệu trong phạm vi và các địa chỉ của gói IP.'],
    'dccp.res1': ['Dự trữ', 'Phải bằng không.'],
    'dccp.type': ['Kiểu', 'Đây là gói tin kiểu gì.'],
    'dccp.x': ['Số thứ tự dài', 'Bật: số thứ tự có 48 bit; tắt: 24 bit.'],
    'dccp.res2': ['Dự trữ', 'Phải bằng không.'],
    'dccp.seq_raw': ['Số thứ tự', 'Số của gói tin.'],
    'dccp.rest': ['Phần còn lại của tiêu đề', 'Những gì gói tin kiểu này còn có, và các tùy chọn, giữ nguyên.'],
    'sctp.srcport': ['Cổng nguồn', 'Số cổng của bên gửi.'],
    'sctp.dstport': ['Cổng đích', 'Số cổng của bên nhận.'],
    'sctp.port': ['Cổng nguồn hoặc cổng đích', 'Một trong hai cổng của gói tin.'],
    'sctp.verification_tag': ['Thẻ xác minh', 'Chứng tỏ bên gửi đã thấy lúc liên kết SCTP bắt đầu; 0 trong gói đầu tiên.'],
    'sctp.checksum': ['Tổng kiểm tra', 'CRC-32C của cả gói tin.'],
    'sctp.chunk': ['Khối', 'Một trong các phần tạo nên gói tin: dữ liệu, hoặc một thông điệp về liên kết SCTP.'],
    'sctp.chunk_type': ['Kiểu', 'Đây là khối kiểu gì.'],
    'sctp.chunk_flags': ['Các cờ', 'Ý nghĩa của chúng tùy theo kiểu.'],
    'sctp.chunk_length': ['Độ dài', 'Độ dài của khối, tính cả 4 byte này, không tính phần đệm.'],
    'sctp.chunk_value': ['Giá trị', 'Nội dung của khối, giữ nguyên.'],
    'sctp.chunk_padding': ['Phần đệm', 'Các byte 0, để khối tiếp theo bắt đầu ở đầu một từ.'],
  },
  names: {
    'dccp.type': {
      0: 'yêu cầu',
      1: 'trả lời',
      2: 'dữ liệu',
      3: 'xác nhận',
      4: 'dữ liệu và xác nhận',
      5: 'yêu cầu đóng',
      6: 'đóng',
      7: 'hủy',
      8: 'đồng bộ',
      9: 'xác nhận đồng bộ',
      10: 'chờ kết nối',
    },
  },
  lines: {
    dccp: {
      packet: '{srcport} → {dstport} {type:name}',
    },
    sctp: {
      packet: '{srcport} → {dstport} {chunk_type:name}',
    },
  },
} satisfies Words<Files['transport']>;
