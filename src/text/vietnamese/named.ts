import type { Files } from '../files.ts';
import type { Words } from '../words.ts';

export const named = {
  fields: {
    kerberos: ['Kerberos', 'Chứng minh với các máy chủ một người là ai, bằng những vé do một bên thứ ba cấp.'],
    portmap: ['Bảng cổng của RPC (portmap)', 'Cho biết một dịch vụ RPC ở cổng nào, chẳng hạn NFS.'],
    xdmcp: ['Giao thức điều khiển màn hình X (XDMCP)', 'Xin cửa sổ đăng nhập của một máy khác.'],
    cldap: ['Truy cập thư mục rút gọn qua UDP (CLDAP)', 'Hỏi bộ điều khiển miền xem nó có còn đó không.'],
    srvloc: ['Giao thức tìm dịch vụ (SLP)', 'Tìm các dịch vụ trong mạng: máy in, máy chủ tệp.'],
    isakmp: ['Trao đổi khóa cho IPsec (IKE)', 'Thỏa thuận các khóa trước khi IPsec mã hóa.'],
    rip: ['Giao thức thông tin định tuyến (RIP)', 'Báo cho các láng giềng biết bộ định tuyến đến được những mạng nào và chúng xa bao nhiêu.'],
    ripng: ['Thông tin định tuyến cho IPv6 (RIPng)', 'Báo cho các láng giềng biết bộ định tuyến đến được những mạng IPv6 nào và chúng xa bao nhiêu.'],
    openvpn: ['OpenVPN', 'Chở các gói tin đã mã hóa qua internet.'],
    'mssql-m': ['Tìm cơ sở dữ liệu SQL Server (SSRP)', 'Tìm các cơ sở dữ liệu của một máy và cổng của chúng.'],
    hsrp: ['Định tuyến dự phòng nóng (HSRP)', 'Cho phép một bộ định tuyến thay chỗ bộ định tuyến khác bị hỏng.'],
    cflow: ['NetFlow, IPFIX', 'Báo cho bộ thu thập biết bộ định tuyến đã thấy những luồng nào.'],
    stun: ['Tiện ích vượt NAT (STUN)', 'Cho một máy biết các máy khác thấy nó dưới địa chỉ nào.'],
    'ws-discovery': ['Tìm dịch vụ web (WS-Discovery)', 'Tìm các thiết bị trong mạng: máy in, máy quét.'],
    bfd: ['Phát hiện đứt đường hai chiều (BFD)', 'Nhận ra trong chốc lát rằng đường đến một láng giềng không còn nữa.'],
    sip: ['Giao thức khởi tạo phiên (SIP)', 'Thực hiện cuộc gọi điện thoại: đổ chuông, nhấc máy, gác máy.'],
    capwap: ['Quản lý điểm truy cập không dây (CAPWAP)', 'Điều khiển các điểm truy cập không dây từ một nơi.'],
    coap: ['Giao thức cho thiết bị nhỏ (CoAP)', 'Hỏi giá trị của các thiết bị nhỏ, theo cách của HTTP.'],
    sflow: ['sFlow', 'Gửi mẫu của những gói tin mà bộ chuyển mạch đã thấy.'],
    bvlc: ['Liên kết ảo BACnet (BVLC)', 'Điều khiển sưởi, ánh sáng và không khí của các tòa nhà.'],
    wg: ['WireGuard', 'Chở các gói tin đã mã hóa qua internet.'],
  },
} satisfies Words<Files['named']>;
