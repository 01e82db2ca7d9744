import type { AreaDef } from '@jiedui/programme';
import type { Column, Sheet } from '@jiedui/spreadsheet';
import { MOST_ROWS } from './read-rows';
import type { SheetPlan } from './sheet-plan';

const prose = (heading: string, width: number): Column => ({
  heading,
  width,
  format: 'prose',
  tone: 'given',
});

/** How to fill in a template, for somebody who never did. */
export const guide = ({ zh, records }: AreaDef, kind: string): Sheet => ({
  name: '说明',
  columns: [prose(zh, 16), prose(`${records[kind]?.zh ?? ''}台账导入模板`, 90)],
  rows: Object.entries({
    怎么填:
      '每张工作表办理一种事项，一行登记一项。标题带 * 的必须填写。灰色的列是现有记录，只供查看和筛选，请勿改动。',
    现有记录:
      '列出现有记录的工作表，只填有变化的行；其余的行留空，不会登记。可用标题上的筛选按钮找到要填的行。',
    日期: '发生的日期，不能晚于今天，可以补登以前的。填真正的日期，或 2018-03-01、2018/3/1、2018年3月1日。',
    金额: '以元为单位，最多两位小数，如 12345.60。',
    选项: '点单元格右侧的箭头选择。粘贴时文字须与列表一致。',
    长号码:
      '村庄代码、身份证号、银行账号是文本。从别处复制时请“只粘贴文本”（匹配目标格式），否则 15 位以后的数字会变成 0。',
    可以改动: '可以调整列的次序和宽度，排序、筛选，删去用不到的行和工作表，另加自己的工作表（不会读取）。',
    请勿改动: '第 1 行的标题、隐藏的列和隐藏的工作表；也不要整行复制（隐藏的行标识会重复），请在空行中填写。',
    自己加的行:
      '预留的行不够时可接着往下填。这样的行没有行标识，按模板和整行内容识别：内容不变，再次上传不会重复登记；内容改了，就是新的一项。',
    先试后办: '先“试导入”：只检查，不登记，退回的文件含全部行，有误的行写明原因。改好后再正式导入。',
    退回的行:
      '正式导入时，正确的行即行登记，有误的行退回，第一列写明原因，未作登记。请在退回的文件里改正后上传；不要再改原文件，以免同一项登记两次。',
    重复上传: '同一份文件可以再次上传（例如上传中断），已登记的行不会重复登记。新的一批请重新下载模板。',
    更正: '已登记的内容有误，不能在这里修改，请办理“更正”。',
    个人信息: '姓名、身份证号、电话、住址、备注等只保存在本局，不随事项发出。请妥善保管本文件，用后删除。',
    限度: `一份文件最多 ${MOST_ROWS} 行、10 MB，超过的请分开上传。`,
  }),
});

/** What each column asks for. */
export const requirements = (plans: readonly SheetPlan[]): Sheet => ({
  name: '填写要求',
  columns: [prose('工作表', 18), prose('列', 26), prose('必填', 8), prose('要求', 80)],
  rows: plans.flatMap(({ name, columns, given }) =>
    columns.flatMap(({ id, cell, heading, optional }) =>
      cell && !given.has(id) ? [[name, heading.replace('*', ''), optional ? '' : '必填', cell.must.zh]] : [],
    ),
  ),
});
