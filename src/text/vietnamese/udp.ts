import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const udp = {
  fields: {
    udp: ['Giao thức gói dữ liệu người dùng (UDP)', 'Chuyển từng thông điệp riêng lẻ giữa hai chương trình, không hứa rằng chúng sẽ đến nơi hay đến đúng thứ tự.'],
    udplite: ['Giao thức UDP gọn nhẹ (UDP-Lite)', 'UDP cho tiếng nói và hình ảnh, vốn chấp nhận được dữ liệu bị hỏng: tổng kiểm tra có thể chỉ bảo vệ phần đầu.'],
    'udp.srcport': ['Cổng nguồn', 'Số cổng của bên gửi: gói dữ liệu đến từ chương trình nào của bên gửi; trả lời sẽ gửi về đó.'],
    'udp.dstport': ['Cổng đích', 'Số cổng của bên nhận: gói dữ liệu dành cho chương trình nào của bên nhận.'],
    'udp.port': ['Cổng nguồn hoặc cổng đích', 'Một trong hai cổng của gói dữ liệu.'],
    'udp.length': ['Độ dài', 'Độ dài của gói dữ liệu, tính cả tiêu đề 8 byte.'],
    'udp.checksum': ['Tổng kiểm tra', 'Tổng bù một của tiêu đề, dữ liệu và các địa chỉ của gói IP; là 0 trong IPv4 nếu bên gửi không dùng.'],
    'udp.checksum.status': ['Kết quả kiểm tra tổng', 'Tổng kiểm tra có đúng không.'],
    'udp.checksum_calculated': ['Tổng kiểm tra tính được', 'Giá trị mà tổng kiểm tra lẽ ra phải có.'],
    'udp.stream': ['Số thứ tự dòng', 'Số của cặp cổng và địa chỉ trong dữ liệu bắt được, đếm từ 0.'],
    'udp.time_relative': ['Thời gian từ gói đầu tiên', 'Số giây tính từ gói dữ liệu đầu tiên giữa hai cổng này.'],
    'udp.time_delta': ['Thời gian từ gói trước', 'Số giây tính từ gói dữ liệu trước giữa hai cổng này.'],
    'udp.payload': ['Dữ liệu', 'Những gì gói dữ liệu chở.'],
    'udp.checksum_coverage': ['Phạm vi của tổng kiểm tra', 'Tổng kiểm tra bảo vệ bao nhiêu byte, kể từ đầu tiêu đề; 0: tất cả. Phần ngoài phạm vi có thể đến nơi trong tình trạng bị hỏng.'],
  },
  names: {},
  lines: {
    udp: {
      datagram: '{srcport} → {dstport} Len={length}',
    },
    udplite: {
      datagram: '{udp.srcport} → {udp.dstport}',
    },
  },
} satisfies Words<Files['udp']>;
