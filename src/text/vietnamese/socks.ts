import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const socks = {
  fields: {
    socks: ['SOCKS', 'Nhờ máy chủ nói chuyện với một máy khác thay cho máy khách.'],
    'socks.version': ['Phiên bản', 'Phiên bản của giao thức.'],
    'socks.auth_method_count': ['Số cách xác thực', 'Máy khách đề nghị bao nhiêu cách xác thực.'],
    'socks.auth_method': ['Cách xác thực', 'Một cách xác thực mà máy khách đề nghị.'],
    'socks.auth_accepted_method': ['Cách được chọn', 'Cách xác thực mà máy chủ muốn.'],
    'socks.subnegotiation_version': ['Phiên bản xác thực', 'Phiên bản của việc trao đổi tên người dùng và mật khẩu.'],
    'socks.username': ['Tên người dùng', 'Máy khách tự nhận là ai.'],
    'socks.password': ['Mật khẩu', 'Mật khẩu, không mã hóa.'],
    'socks.auth_status': ['Kết quả xác thực', '0: máy chủ tin máy khách.'],
    'socks.command': ['Lệnh', 'Máy chủ phải làm gì cho máy khách.'],
    'socks.results': ['Kết quả', 'Yêu cầu có kết quả ra sao.'],
    'socks.reserved': ['Dự trữ', 'Phải bằng không.'],
    'socks.address_type': ['Kiểu địa chỉ', 'Tiếp theo là loại địa chỉ nào.'],
    'socks.dst': ['Địa chỉ', 'Địa chỉ mà máy chủ phải nói chuyện với, hoặc dùng để nói chuyện.'],
    'socks.dstV6': ['Địa chỉ', 'Địa chỉ IPv6 mà máy chủ phải nói chuyện với, hoặc dùng để nói chuyện.'],
    'socks.remote_name': ['Tên', 'Tên của máy mà máy chủ phải nói chuyện với.'],
    'socks.v4a_dns_name': ['Tên', 'Tên của máy mà máy chủ phải nói chuyện với, cho các máy khách không tự tra được tên.'],
    'socks.port': ['Cổng', 'Cổng mà máy chủ phải nói chuyện với, hoặc dùng để nói chuyện.'],
  },
  names: {
    'socks.command': { 1: 'kết nối', 2: 'chờ kết nối', 3: 'chuyển tiếp UDP' },
    'socks.auth_method': { 0: 'không xác thực', 2: 'tên người dùng và mật khẩu', 255: 'không cách nào trong số đó' },
    'socks.address_type': { 3: 'tên' },
    'socks.results': {
      0: 'thành công', 1: 'lỗi chung', 2: 'không được phép', 3: 'không đến được mạng', 4: 'không đến được máy', 5: 'kết nối bị từ chối', 6: 'hết thời gian sống (TTL)', 7: 'không có lệnh này', 8: 'không có kiểu địa chỉ này',
      90: 'chấp thuận', 91: 'bị từ chối hoặc thất bại', 92: 'máy khách không có identd', 93: 'identd nêu người dùng khác',
    },
  },
  phrases: {
    socks: {
      offer: 'đề nghị {count:plain} cách xác thực',
      choice: 'máy chủ đã chọn một cách',
      'sign-in': 'máy khách tự nhận là {user}',
      believed: 'máy chủ tin điều đó',
      'not-believed': 'máy chủ không tin điều đó',
      request: 'cần {target}, cổng {port:plain}',
      reply: '{result}',
      tunnel: 'những gì tiếp theo là cho {target}, cổng {port:plain}',
      refused: 'máy chủ từ chối: {result}',
      connected: 'SOCKS {version:plain} đến {target}, cổng {port:plain}',
      unanswered: 'SOCKS {version:plain} đến {target}, cổng {port:plain}: không thấy trả lời',
      'turned-down': 'SOCKS {version:plain} đến {target}, cổng {port:plain}: {result}',
      nothing: 'không có yêu cầu SOCKS',
      assumed: 'Trả lời không có trong tệp bắt gói: máy khách tiếp tục như thể máy chủ đã đồng ý',
      hole: 'Tệp bắt gói thiếu {length:bytes}',
    },
  },
  states: {
    socks: {
      start: ['bắt đầu', 'hai bên thỏa thuận cách máy khách cho biết mình là ai'],
      asked: ['đã yêu cầu', 'máy khách đã nói muốn đến đâu; chưa có trả lời'],
      tunnel: ['đường hầm', 'máy chủ chuyển tiếp các byte của hai bên'],
      refused: ['bị từ chối', 'máy chủ không làm việc đó'],
    },
  },
} satisfies Words<Files['socks']>;
