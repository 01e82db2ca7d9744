import { settledBy, whyRefused, type DeskLetter } from '@jiedui/progress';

/** What is told of a dead letter in a list: all of it codes and numbers. */
export function inLine(letter: DeskLetter): string {
  const { zh } = whyRefused(letter.reason, letter.at);
  const parts = [letter.id, whereOf(letter), `${zh} ${letter.reason}`, letter.since ?? '时间不详'];
  return [...parts, ...(letter.settlement ? [settledBy(letter.settlement).zh] : [])].map(plain).join(' | ');
}

/** A dead letter whole. */
export function inWords(letter: DeskLetter): string {
  const { topic, partition, offset, key, area, event, since, settlement } = letter;
  const why = whyRefused(letter.reason, letter.at);
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['编号 id', letter.id],
    [
      '来处 topic, partition, offset',
      [topic, partition, offset].filter((part) => part !== undefined).join(', '),
    ],
    ['键 key', key ?? undefined],
    ['领域 area', area],
    ['村庄、序号 village, number', whereOf(letter)],
    ['事件 event', event],
    ['时间 when', since],
    ['原因 reason', `${why.zh} ${why.en} [${letter.reason}]`],
    ['处理 settled', settlement && `${settledBy(settlement).zh} ${settledBy(settlement).en}`],
  ];
  const head = lines.flatMap(([name, value]) => (value ? [`${name}: ${plain(value)}`] : []));
  return [...head, '', bytesOf(letter)].join('\n');
}

const whereOf = ({ key, village, villageseq }: DeskLetter): string =>
  `${village ?? key ?? '?'} #${villageseq ?? '?'}`;

/** The bytes as they came: as text, or what is no text in hexadecimal. */
function bytesOf({ value }: DeskLetter): string {
  if (value === null) return '（无内容 no value）';
  return typeof value === 'string' ? plain(value) : Buffer.from(value).toString('hex');
}

/** What would move the cursor of a terminal, or hide behind it, is written out. */
const plain = (text: string): string =>
  text.replace(/[^\P{C}\n]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
