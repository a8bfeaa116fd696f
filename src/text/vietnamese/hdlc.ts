import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const hdlc = {
  fields: {
    chdlc: ['Cisco HDLC', 'Chở gói tin trên đường nối tiếp giữa hai bộ định tuyến của Cisco.'],
    clip: ['IP cổ điển trên ATM', 'Chở gói IP trên một mạch ảo của ATM; dữ liệu bắt được không nói mạch nào.'],
    fr: ['Frame Relay', 'Chở gói tin qua một mạng gồm các mạch ảo.'],
    slarp: ['Phân giải địa chỉ đường nối tiếp (SLARP)', 'Nhờ nó các bộ định tuyến Cisco biết địa chỉ ở đầu kia của đường nối tiếp, và đường còn hoạt động không.'],
    'chdlc.address': ['Địa chỉ', 'Gói tin dành cho đầu kia, hay cho mọi máy.'],
    'chdlc.control': ['Điều khiển', 'Luôn là 0.'],
    'chdlc.protocol': ['Giao thức', 'Gói tin thuộc giao thức nào, thường theo loại khung của Ethernet.'],
    'fr.dlci': ['DLCI', 'Số của mạch ảo mà khung thuộc về, ghép từ các byte của địa chỉ.'],
    'fr.upper_dlci': ['Phần cao của DLCI', 'Sáu bit đầu trong số của mạch.'],
    'fr.cr': ['Lệnh hay trả lời', 'Dành cho hai đầu; mạng không xem đến.'],
    'fr.second_dlci': ['Phần thứ hai của DLCI', 'Bốn bit tiếp theo trong số của mạch.'],
    'fr.fecn': ['FECN', 'Do mạng bật: đã có tắc nghẽn trên đường khung đi qua.'],
    'fr.becn': ['BECN', 'Do mạng bật: có tắc nghẽn trên đường về.'],
    'fr.de': ['Có thể bỏ', 'Bật: khi tắc nghẽn, khung này có thể bị bỏ trước các khung khác.'],
    'fr.third_dlci': ['Phần thứ ba của DLCI', 'Thêm bảy bit trong số của mạch, khi địa chỉ dài 4 byte.'],
    'fr.lower_dlci': ['Phần thấp của DLCI', 'Sáu bit cuối trong số của mạch, khi địa chỉ dài.'],
    'fr.dlcore_control': ['Điều khiển DL-CORE', 'Các bit dành cho mạng, ở chỗ sáu bit cuối của số.'],
    'fr.dc': ['Dấu chỉ điều khiển DL-CORE', 'Bật: sáu bit trước nó không thuộc số của mạch.'],
    'fr.ea': ['Byte cuối của địa chỉ', 'Tắt: địa chỉ còn tiếp ở byte sau.'],
    'fr.control': ['Điều khiển', 'Luôn là 3: khung không đánh số.'],
    'fr.pad': ['Phần đệm', 'Một byte không, để phần sau bắt đầu ở vị trí chẵn.'],
    'fr.nlpid': ['NLPID', 'Khung chở gói tin của giao thức nào.'],
    'fr.snap.oui': ['Tổ chức', 'Phía sau là số giao thức do ai đặt; 0: loại khung của Ethernet.'],
    'fr.snaptype': ['Loại giao thức', 'Khung chở gói tin của giao thức nào, theo loại khung của Ethernet.'],
    'fr.snap.pid': ['Giao thức', 'Khung chở gói tin của giao thức nào, theo số của tổ chức.'],
    'fr.chdlctype': ['Loại giao thức', 'Khung chở gói tin của giao thức nào, theo loại khung của Ethernet, như bộ định tuyến Cisco ghi.'],
    'slarp.ptype': ['Kiểu gói tin', 'Hỏi địa chỉ, hay chỉ thử đường truyền.'],
    'slarp.address': ['Địa chỉ', 'Địa chỉ IP của bên gửi.'],
    'slarp.netmask': ['Mặt nạ mạng', 'Những bit nào của địa chỉ chỉ mạng.'],
    'slarp.mysequence': ['Số thứ tự của mình', 'Đếm các lần thăm dò của bên gửi.'],
    'slarp.yoursequence': ['Số thứ tự của bên kia', 'Số cuối cùng mà bên gửi đã nhận từ đầu kia.'],
    'slarp.reliability': ['Độ tin cậy', 'Luôn là ffff.'],
    'slarp.rest': ['Phần còn lại', 'Các byte sau thông điệp, không có nghĩa riêng.'],
  },
  names: {
    'chdlc.address': {
      15: 'đơn hướng',
      143: 'nhóm (multicast)',
    },
    'fr.nlpid': {
      0: 'rỗng',
      176: 'nén (FRF.9)',
      177: 'phân mảnh (FRF.12)',
    },
    'slarp.ptype': {
      0: 'yêu cầu địa chỉ',
      1: 'trả lời địa chỉ',
      2: 'thăm dò kết nối',
    },
  },
  lines: {
    chdlc: {
      packet: '{protocol:name}',
    },
    clip: {
      packet: 'IP trên ATM',
    },
    fr: {
      frame: 'mạch {dlci}',
    },
    slarp: {
      message: '{ptype:name}',
    },
  },
} satisfies Words<Files['hdlc']>;
