import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const ssh = {
  fields: {
    ssh: ['Vỏ bảo mật (SSH)', 'Cho phép làm việc trên một máy khác, hoặc chuyển các kết nối khác đến đó, tất cả đều được mã hóa.'],
    'ssh.line': ['Dòng', 'Một bên nói mình là ai, hoặc máy chủ chào trước khi nói.'],
    'ssh.greeting': ['Lời chào', 'Một dòng máy chủ gửi trước khi nói mình là ai.'],
    'ssh.protocol': ['Tự giới thiệu', 'Phiên bản của giao thức, và phần mềm nào đang nói.'],
    'ssh.packet': ['Gói tin', 'Một thông điệp có độ dài ở trước và phần đệm ở sau.'],
    'ssh.packet_length': ['Độ dài gói tin', 'Bao nhiêu byte theo sau.'],
    'ssh.padding_length': ['Độ dài phần đệm', 'Bao nhiêu byte trong số đó, ở cuối, là phần đệm.'],
    'ssh.message_code': ['Thông điệp', 'Thông điệp dùng để làm gì.'],
    'ssh.cookie': ['Cookie', 'Các byte ngẫu nhiên, để không có hai phiên nào trùng khóa.'],
    'ssh.kex_algorithms': ['Trao đổi khóa', 'Những cách thỏa thuận khóa, cách tốt nhất đứng đầu.'],
    'ssh.server_host_key_algorithms': ['Khóa của máy chủ', 'Những loại khóa mà máy chủ dùng để chứng minh mình là ai.'],
    'ssh.encryption_algorithms_client_to_server': ['Mã hóa, từ máy khách đến máy chủ', 'Các cách mã hóa cho những gì máy khách gửi.'],
    'ssh.encryption_algorithms_server_to_client': ['Mã hóa, từ máy chủ đến máy khách', 'Các cách mã hóa cho những gì máy chủ gửi.'],
    'ssh.mac_algorithms_client_to_server': ['MAC, từ máy khách đến máy chủ', 'Những gì máy khách gửi được bảo vệ khỏi bị sửa đổi bằng cách nào.'],
    'ssh.mac_algorithms_server_to_client': ['MAC, từ máy chủ đến máy khách', 'Những gì máy chủ gửi được bảo vệ khỏi bị sửa đổi bằng cách nào.'],
    'ssh.compression_algorithms_client_to_server': ['Nén, từ máy khách đến máy chủ', 'Những gì máy khách gửi được nén bằng cách nào.'],
    'ssh.compression_algorithms_server_to_client': ['Nén, từ máy chủ đến máy khách', 'Những gì máy chủ gửi được nén bằng cách nào.'],
    'ssh.languages_client_to_server': ['Ngôn ngữ, từ máy khách đến máy chủ', 'Ngôn ngữ của các lời nhắn; không ai dùng đến.'],
    'ssh.languages_server_to_client': ['Ngôn ngữ, từ máy chủ đến máy khách', 'Ngôn ngữ của các lời nhắn; không ai dùng đến.'],
    'ssh.payload': ['Dữ liệu', 'Phần còn lại của thông điệp.'],
    'ssh.padding_string': ['Phần đệm', 'Các byte ngẫu nhiên, che giấu độ dài của thông điệp.'],
    'ssh.encrypted_packet': ['Được mã hóa', 'Không có khóa thì không đọc được.'],
  },
  names: {
    'ssh.message_code': {
      1: 'ngắt kết nối',
      2: 'bỏ qua',
      3: 'không hỗ trợ',
      4: 'gỡ lỗi',
      5: 'yêu cầu dịch vụ',
      6: 'chấp nhận dịch vụ',
      7: 'thông tin phần mở rộng',
      20: 'bắt đầu trao đổi khóa',
      21: 'khóa mới',
      30: 'trao đổi khóa: máy khách',
      31: 'trao đổi khóa: máy chủ',
      32: 'trao đổi khóa: máy khách, thông điệp thứ hai',
      33: 'trao đổi khóa: máy chủ, thông điệp thứ hai',
      34: 'trao đổi khóa: yêu cầu nhóm',
    },
  },
  phrases: {
    ssh: {
      packet: '{message}',
      encrypted: '{client} đến {server} (được mã hóa)',
      unknown: 'được mã hóa; dữ liệu bắt được không có phần đầu',
    },
  },
  states: {
    ssh: {
      identification: ['tự giới thiệu', 'cả hai bên nói phiên bản và chương trình của mình'],
      keys: ['thỏa thuận khóa', 'hai bên thỏa thuận khóa'],
      encrypted: ['mã hóa', 'từ đây trở đi tất cả được mã hóa'],
    },
  },
} satisfies Words<Files['ssh']>;
