export * from './amount';
export * from './cell';
export * from './column';
export * from './download';
export * from './refused';
export { letter, streamSheet, writeWorkbook } from './write-workbook';
export { readWorkbook, type Row, type SheetContent, type Workbook } from './read-workbook';
