/** What stands over every list of submissions that share data, in all languages at once: whoever reads it must not be left to guess. */
export const notAFinding: Readonly<Record<string, string>> = {
  en: 'This is not a finding of misconduct; a teacher must look.',
  ru: 'Это не вывод о нарушении; нужна проверка преподавателем.',
  vi: 'Đây không phải kết luận gian lận; giảng viên cần kiểm tra.',
};
