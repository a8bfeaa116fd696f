import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const ipsec = {
  fields: {
    ah: ['Tiêu đề xác thực (AH)', 'Chứng minh ai đã gửi gói tin và không ai sửa nó; không che giấu gì.'],
    esp: ['Tải trọng bảo mật được đóng gói (ESP)', 'Che giấu những gì gói tin chở, và chứng minh ai đã gửi.'],
    udpencap: ['IPsec bên trong UDP', 'Chở ESP bên trong UDP, để đi qua được các bộ định tuyến có dịch địa chỉ.'],
    'ah.next_header': ['Tiêu đề kế tiếp', 'Giao thức mà gói tin chở.'],
    'ah.length': ['Độ dài', 'Độ dài tiêu đề tính bằng từ 32 bit, trừ đi 2.'],
    'ah.reserved': ['Dự trữ', 'Phải bằng không.'],
    'ah.spi': ['Chỉ số tham số bảo mật (SPI)', 'Cho bên nhận biết phải kiểm tra gói tin bằng khóa và thuật toán nào.'],
    'ah.sequence': ['Số thứ tự', 'Đếm các gói tin, để không người ngoài nào gửi lại được một gói lần thứ hai.'],
    'ah.icv': ['Giá trị kiểm tra toàn vẹn', 'Bằng chứng rằng gói tin còn nguyên vẹn và đến từ một bên biết khóa.'],
    'esp.spi': ['Chỉ số tham số bảo mật (SPI)', 'Cho bên nhận biết phải mở gói tin bằng khóa và thuật toán nào.'],
    'esp.sequence': ['Số thứ tự', 'Đếm các gói tin, để không người ngoài nào gửi lại được một gói lần thứ hai.'],
    'esp.encrypted_data': ['Dữ liệu được mã hóa', 'Những gì gói tin chở; không có khóa thì không đọc được.'],
    'udpencap.nat_keepalive': ['Giữ liên lạc (keep-alive)', 'Một byte, gửi để bộ định tuyến không quên cách dịch địa chỉ.'],
    'udpencap.non_esp_marker': ['Dấu hiệu không phải ESP', 'Các byte 0 ở chỗ chỉ số của ESP: phía sau là một thông điệp về khóa.'],
  },
  lines: {
    ah: {
      header: 'SPI {spi}, số thứ tự {sequence}',
    },
    esp: {
      packet: 'SPI {spi}, số thứ tự {sequence}',
    },
    udpencap: {
      packet: 'IPsec bên trong UDP',
    },
  },
} satisfies Words<Files['ipsec']>;
