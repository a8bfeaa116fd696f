import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const nbss = {
  fields: {
    nbss: ['Dịch vụ phiên NetBIOS (NBSS)', 'Phân ranh giới các thông điệp, thường là của SMB, trong dòng TCP, và mở phiên theo tên.'],
    'nbss.type': ['Loại thông điệp', 'Thông điệp dùng để làm gì: chở dữ liệu, mở phiên, trả lời việc đó, hay giữ kết nối.'],
    'nbss.flags': ['Các cờ', 'Đều bằng không, trừ bit cuối thuộc về độ dài.'],
    'nbss.flags.e': ['Mở rộng độ dài', 'Bit thứ 17 của độ dài: bật thì có thêm 65536 byte theo sau.'],
    'nbss.length': ['Độ dài thông điệp', 'Có bao nhiêu byte theo sau tiêu đề: số 17 bit ở cổng 139, số 24 bit khi SMB chạy thẳng trên TCP.'],
    'nbss.called_name': ['Tên bên được gọi', 'Tên NetBIOS của bên được gọi; byte cuối, trong ngoặc nhọn, cho biết cần dịch vụ nào của bên đó.'],
    'nbss.called_name.service': ['Dịch vụ', 'Byte cuối của tên bên được gọi có nghĩa gì.'],
    'nbss.calling_name': ['Tên bên gọi', 'Tên NetBIOS của bên gọi.'],
    'nbss.calling_name.service': ['Dịch vụ', 'Byte cuối của tên bên gọi có nghĩa gì.'],
    'nbss.error_code': ['Mã lỗi', 'Vì sao phiên bị từ chối.'],
    'nbss.retarget_ip_address': ['Địa chỉ chuyển hướng', 'Nên xin mở phiên tại địa chỉ này thay vì ở đây.'],
    'nbss.retarget_port': ['Cổng chuyển hướng', 'Nên xin mở phiên tại cổng này thay vì ở đây.'],
    'nbss.data': ['Dữ liệu', 'Những gì thông điệp chở, khi không phải SMB.'],
    'nbss.continuation_data': ['Phần tiếp theo', 'Một phần của thông điệp mà tiêu đề không có trong dữ liệu bắt được, hoặc các byte không phải thông điệp.'],
  },
  names: {
    'nbss.type': {
      0: ['thông điệp của phiên', 'Mang dữ liệu của phiên, thường là một thông điệp SMB.'],
      129: ['yêu cầu mở phiên', 'Xin mở phiên giữa hai tên NetBIOS.'],
      130: ['chấp nhận phiên', 'Bên được gọi đồng ý: phiên đã mở.'],
      131: ['từ chối phiên', 'Bên được gọi từ chối; mã lỗi cho biết lý do.'],
      132: ['chuyển hướng phiên', 'Phải xin mở phiên ở một địa chỉ khác.'],
      133: ['giữ phiên', 'Cho biết đầu kia vẫn còn đó; không mang dữ liệu.'],
    },
    'nbss.error_code': {
      128: ['tên được gọi không chờ ai gọi', 'Không ai nhận phiên cho tên được gọi.'],
      129: ['tên được gọi không chờ tên này gọi', 'Bên được gọi có nhận phiên, nhưng không nhận từ tên này.'],
      130: ['không có tên được gọi', 'Máy này không có tên được gọi.'],
      131: ['có tên được gọi, nhưng không đủ tài nguyên', 'Máy có tên được gọi nhưng không đủ tài nguyên cho thêm một phiên.'],
      143: ['lỗi không nêu rõ', 'Phiên bị từ chối vì một lý do không có mã riêng.'],
    },
  },
  phrases: {
    nbss: {
      'client-missing': 'Dữ liệu bắt được không có máy khách: không rõ nó đã yêu cầu gì',
      'server-missing': 'Dữ liệu bắt được không có máy chủ: không rõ nó có chấp nhận phiên hay không',
      request: '{calling} gọi {called}',
      accept: 'phiên được chấp nhận',
      refuse: 'phiên bị từ chối: {reason}',
      retarget: 'phải xin mở phiên tại {elsewhere}',
      'keep-alive': 'giữ phiên',
      message: 'thông điệp {dialect}, {length:bytes}',
      continuation: 'phần tiếp theo, {length:bytes}',
      named: '{calling} → {called}: {messages:messages} {dialect}',
      direct: '{messages:messages} {dialect}',
      'direct-encrypted': '{messages:messages} {dialect}, được mã hóa',
      refused: '{calling} → {called}: bị từ chối, {reason}',
      retargeted: '{calling} → {called}: được chuyển sang {elsewhere}',
      incomplete: 'Dòng đứt giữa thông điệp: hứa {length:octets}, chỉ thấy {there:octets}',
      hole: 'Dữ liệu bắt được thiếu {length:bytes}',
      strange: 'Không có thông điệp nào bắt đầu bằng các byte này; việc giải mã tiếp tục từ thông điệp kế tiếp nhận ra được',
    },
  },
  states: {
    nbss: {
      start: ['bắt đầu', 'kết nối đã mở; chưa ai xin mở phiên'],
      requested: ['đã yêu cầu', 'đã xin mở phiên giữa hai tên, chưa có trả lời'],
      data: ['trao đổi', 'phiên đã mở, các thông điệp đang đi qua'],
      refused: ['bị từ chối', 'bên được gọi không nhận phiên'],
      retargeted: ['chuyển hướng', 'bên gọi phải thử một địa chỉ khác'],
    },
  },
} satisfies Words<Files['nbss']>;
