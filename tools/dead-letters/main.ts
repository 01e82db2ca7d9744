import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { areas } from '@jiedui/catalogue';
import { LetterDesk, LetterRefused } from '@jiedui/progress';
import { openTransportNow, readConfig, StartRefused, startRefusal } from '@jiedui/service-host';
import { inLine, inWords } from './shown';

const USAGE = `npm run dead-letters -- list [--all]
npm run dead-letters -- show ID
npm run dead-letters -- redrive ID --by USER [--with FILE]
npm run dead-letters -- discard ID --by USER --why CODE`;
/** A pseudonymous user id, no name: it stands in the archive for good. */
const USER = /^[A-Za-z0-9][\w.-]{0,63}$/;

/**
 * `npm run dead-letters`: lists the messages that the aggregator could not fold, shows one, sends it again once it
 * is mended, or discards it. With the settings of the aggregator; the platform may be at work.
 */
async function main(args: readonly string[]): Promise<void> {
  const { command, id, all, by, why, file } = read(args);
  const { transport: place, dataFolder } = readConfig(process.env);
  const transport = await openTransportNow(place, { clientId: 'dead-letters', folder: dataFolder }).catch(
    (error: unknown) => {
      throw startRefusal(error, dataFolder);
    },
  );
  const desk = new LetterDesk(transport, areas);
  const settledBy = { by, now: new Date().toISOString() };
  try {
    if (command === 'redrive') {
      await desk.redrive(id, settledBy, file);
      console.log('已重发，汇总服务将计入该事件。 Redriven: the aggregator will fold it.');
    } else if (command === 'discard') {
      await desk.discard(id, settledBy, why);
      console.log('已作废，留存备查。 Discarded, and kept on record.');
    } else {
      const letters = await desk.letters();
      const letter = letters.get(id);
      if (command === 'show' && !letter) throw new LetterRefused('no-such-letter');
      if (letter) return console.log(inWords(letter));
      const shown = [...letters.values()].filter(({ settlement }) => all || !settlement);
      for (const one of shown) console.log(inLine(one));
      console.log(`${shown.length} 封死信。 ${shown.length} dead letters.`);
    }
  } finally {
    await transport.close();
  }
}

function read(args: readonly string[]) {
  const options = {
    all: { type: 'boolean', default: false },
    by: { type: 'string', default: '' },
    why: { type: 'string', default: '' },
    with: { type: 'string' },
  } as const;
  const { values, positionals } = parse(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [command = '', id = '', ...others] = positionals;
  const isSettling = command === 'redrive' || command === 'discard';
  if (others.length || (command === 'list' ? id : !id || !(isSettling || command === 'show')))
    throw new StartRefused([USAGE]);
  if (isSettling && !USER.test(values.by))
    throw new StartRefused([
      '请用 --by 写明经办人的用户编号（不要写姓名）。 Say who does it: --by and a user id, no name.',
    ]);
  const file = values.with === undefined ? undefined : parse(() => readFileSync(values.with!, 'utf8'));
  return { command, id, all: values.all, by: values.by, why: values.why, file };
}

/** What cannot be read of the command line is told by Node in a sentence. */
function parse<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StartRefused([(error as Error).message, USAGE]);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof LetterRefused) console.error(`${error.zh}。\n${error.en}.`);
  else if (error instanceof StartRefused) console.error(error.message);
  else throw error;
  process.exitCode = error instanceof LetterRefused ? 1 : 2;
}
