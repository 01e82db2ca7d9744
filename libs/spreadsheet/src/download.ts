/** The media type of a workbook. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The headers of a workbook that is saved under this name (`住房.xlsx`). */
export const workbookHeaders = (name: string): Record<string, string> => ({
  'content-type': XLSX,
  'content-disposition': `attachment; filename="workbook.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
});
