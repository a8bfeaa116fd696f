import type { Labels } from './label.ts';
import { DICH, FROM, NGUON, TO } from './label-network.ts';

const COMMAND = 'command|request command|команда|lệnh';
const PARAMETER = 'parameter|request parameter|argument|arg|параметр|аргумент|параметр команды|аргумент команды|параметры|tham số|đối số|thông số';
const REPLY_CODE = '(response|reply|status) code|code|код (ответа|отклика|состояния|результата)|код|mã (phản hồi|trả lời|đáp ứng)|mã';
const USER = 'user|username|user name|login|имя пользователя|пользователь|логин|почтовый ящик|tên (người dùng|đăng nhập|tài khoản)|người dùng|hộp thư';
const PASSWORD = 'password|pass|пароль|mật khẩu';
const ID = '[transaction ]id|transaction identifier|идентификатор[ транзакции| сообщения| запроса]|номер транзакции|[số |mã ]định danh|mã giao dịch|(số hiệu|định danh) giao dịch';
const OPCODE = 'opcode|operation|код операции|операция|mã (thao tác|lệnh)|thao tác';

/** What reports call the fields of DNS, NetBIOS, HTTP and mail. */
export const applicationLabels: Labels = {
  'dns.id': ID,
  'dns.flags': 'flags|флаги|[các ]cờ',
  'dns.flags.opcode': OPCODE,
  'dns.qry.name': 'name|query name|имя|запрашиваемое имя|доменное имя|tên|tên miền',
  'dns.qry.type': 'type|query type|тип[ запроса| записи]|(loại|kiểu)[ truy vấn| bản ghi]',
  'dns.qry.class': 'class|query class|класс[ запроса]|lớp[ truy vấn]',
  'dns.resp.ttl': 'time to live|TTL|время жизни|thời gian sống',
  'dns.a': 'address|IP[ address]|адрес|IP-адрес|địa chỉ|địa chỉ IP',

  'nbns.id': ID,
  'nbns.flags': 'flags|флаги|[các ]cờ',
  'nbns.flags.opcode': OPCODE,
  'nbns.flags.response': 'response|QR|запрос/ответ|yêu cầu/trả lời|truy vấn/trả lời',
  'nbns.count.queries': 'questions|question count|число вопросов|количество (вопросов|запросов)|số câu hỏi',
  'nbns.count.answers': 'answer RRs|answers|число ответов|количество ответов|số câu trả lời',
  'nbns.name': 'name|NetBIOS name|query name|question name|имя[ NetBIOS]|имя узла|запрашиваемое имя|NetBIOS-имя|tên[ NetBIOS]|tên máy',
  'nbns.type': 'type|query type|question type|record type|тип[ запроса| записи| вопроса]|(loại|kiểu)[ truy vấn| bản ghi]',
  'nbns.class': 'class|query class|question class|класс[ запроса| вопроса]|lớp[ truy vấn]',
  'nbns.ttl': 'time to live|TTL|время жизни[ записи]|thời gian sống',
  'nbns.addr': 'addr|address|IP[ address]|адрес|IP-адрес|địa chỉ|địa chỉ IP',

  'nbdgm.type': 'message type|type|тип[ сообщения| дейтаграммы]|(loại|kiểu)[ thông điệp| bản tin]',
  'nbdgm.flags': 'flags|флаги|[các ]cờ',
  'nbdgm.dgram_id': 'datagram id|id|идентификатор[ дейтаграммы]|[số |mã ]định danh',
  'nbdgm.src.ip': `source IP[ address]|IP[-адрес] ${FROM}|[địa chỉ ]IP ${NGUON}`,
  'nbdgm.src.port': `source port|порт ${FROM}|cổng ${NGUON}`,
  'nbdgm.dgram_len': 'datagram length|length|длина[ дейтаграммы]|độ dài',
  'nbdgm.source_name': `source name|имя ${FROM}|NetBIOS-имя ${FROM}|tên ${NGUON}`,
  'nbdgm.destination_name': `destination name|имя ${TO}|NetBIOS-имя ${TO}|tên ${DICH}`,

  'nbss.type': 'message type|type|тип[ сообщения| пакета]|(loại|kiểu)[ thông điệp| bản tin]',
  'nbss.flags': 'flags|флаги|[các ]cờ',
  'nbss.length': 'length|длина[ сообщения| данных]|(độ dài|chiều dài)[ thông điệp]',
  'nbss.called_name': 'called name|вызываемое имя|имя вызываемого|tên được gọi',
  'nbss.calling_name': 'calling name|вызывающее имя|имя вызывающего|tên gọi',

  'http.request.method': 'method|request method|метод[ запроса]|тип запроса|phương thức[ yêu cầu]',
  'http.request.uri': 'URI|URL|request (URI|URL|target)|target|path|адрес[ ресурса| страницы]|путь[ к ресурсу]|ресурс|запрашиваемый (ресурс|адрес|файл)|đường dẫn|địa chỉ|tài nguyên',
  'http.request.version': 'version|request version|HTTP version|версия[ HTTP| протокола]|phiên bản[ HTTP| giao thức]',
  'http.response.version': 'version|response version|HTTP version|версия[ HTTP| протокола]|phiên bản[ HTTP| giao thức]',
  'http.response.code': '(status|response) code|status|code|код (состояния|ответа|результата|статуса)|статус|mã (trạng thái|phản hồi|trả lời)',
  'http.response.phrase': '(response|reason) phrase|reason|phrase|status text|пояснение|(фраза|строка|текст) (состояния|пояснения|ответа)|поясняющая фраза|(chuỗi|cụm|cụm từ) trạng thái|lý do',
  'http.host': 'host|узел|хост|имя (узла|хоста|сервера)|máy chủ|tên máy chủ',
  'http.server': 'server|сервер|программа сервера|phần mềm máy chủ',
  'http.user_agent': 'user agent|агент пользователя|браузер|клиент|trình duyệt|tác nhân người dùng',
  'http.content_type': 'content type|тип содержимого|тип данных|(kiểu|loại) nội dung',
  'http.content_length_header': 'content length|(длина|размер) содержимого|(độ dài|kích thước) nội dung',
  'http.content_encoding': 'content encoding|кодирование содержимого',
  'http.transfer_encoding': 'transfer encoding|кодирование передачи',
  'http.connection': 'connection|соединение|kết nối',
  'http.accept': 'accept',
  'http.accept_language': 'accept language',
  'http.accept_encoding': 'accept encoding',
  'http.date': 'date|дата|ngày',
  'http.last_modified': 'last modified|последнее изменение',
  'http.location': 'location|новый адрес',
  'http.referer': 'referer|referrer',
  'http.cookie': 'cookie',
  'http.set_cookie': 'set cookie',

  'smtp.req.command': COMMAND,
  'smtp.req.parameter': PARAMETER,
  'smtp.req.path': `address|path|адрес|${FROM}|${TO}|địa chỉ|người gửi|người nhận|from|to`,
  'smtp.response.code': REPLY_CODE,
  'smtp.rsp.parameter': 'response parameter|(reply|response) text|(текст|сообщение|параметр) (ответа|отклика)|ответ[ сервера]|(nội dung|văn bản|tham số) (phản hồi|trả lời|đáp ứng)',
  'smtp.auth.username': USER,
  'smtp.auth.password': PASSWORD,

  'pop.request.command': COMMAND,
  'pop.request.parameter': PARAMETER,
  'pop.request.message': 'message[ number]|номер (сообщения|письма)|số[ thứ tự] (thư|thông điệp)',
  'pop.response.indicator': 'response indicator|indicator|status[ indicator]|индикатор[ состояния| ответа]|(состояние|статус)|chỉ báo[ trạng thái]|trạng thái',
  'pop.response.description': 'response description|description|text|описание[ ответа]|ответ[ сервера]|текст ответа|mô tả|phản hồi|nội dung phản hồi',
  'pop.auth.username': USER,
  'pop.auth.password': PASSWORD,
  'pop.response.octets': 'octets|message size|(размер|длина) (сообщения|письма)|(kích thước|độ dài) thư',
  'pop.maildrop.messages': '(число|количество) (сообщений|писем)|message count|số (lượng thư|thư)',
  'pop.maildrop.octets': 'maildrop size|размер почтового ящика|общий размер|kích thước hộp thư',

  'imap.request_tag': 'tag|request tag|тег|тэг|метка|тег запроса|метка запроса|thẻ|nhãn',
  'imap.request.command': `${COMMAND}|запрос|yêu cầu`,
  'imap.response_tag': 'tag|response tag|тег|тэг|метка|тег ответа|метка ответа|thẻ|nhãn|thẻ phản hồi',
  'imap.response.status': 'status|response status|result|результат|статус|статус ответа|состояние|trạng thái|kết quả',
  'imap.response.command': 'response command|команда ответа',
  'imap.response.text': 'text|response text|текст ответа|nội dung phản hồi',
  'imap.request.folder': 'folder|mailbox|почтовый ящик|ящик|папка|hộp thư|thư mục',
  'imap.request.username': USER,
  'imap.request.password': PASSWORD,
  'imap.literal.size': 'literal[ size]|литерал|(длина|размер) литерала|chữ|chữ literal|độ dài literal',
  'imap.flag': 'flags|flag|флаги|флаг|[các ]cờ',
  'imap.exists': 'exists|(число|количество) (сообщений|писем)|số thư',
  'imap.recent': 'recent|новые (сообщения|письма)',

  'imf.from': 'from|от|от кого|отправитель|từ|người gửi',
  'imf.to': 'to|кому|получатель|đến|tới|người nhận',
  'imf.subject': 'subject|тема[ письма]|chủ đề|tiêu đề',
  'imf.date': 'date|дата|ngày|ngày gửi',
  'imf.message_id': 'message id|идентификатор (сообщения|письма)|mã thư',
  'imf.content.type': 'content type|тип содержимого|kiểu nội dung',
  'imf.message_text': 'body|message|text|тело[ письма]|текст письма|содержимое|nội dung[ thư]|thân thư',
};
