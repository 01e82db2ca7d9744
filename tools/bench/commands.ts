import { join } from 'node:path';
import { mongoStores, openBureau, sqliteStores, type Bureau, type Command } from '@jiedui/bureau';
import { housingBureau } from '@jiedui/housing-service';
import { JIEDUI_2017 } from '@jiedui/programme';
import { SystemClock } from '@jiedui/service-host';
import { openEmbeddedTransport } from '@jiedui/transport';
import { AT_ONCE, openBare, textsBehind } from './bare-store';
import { atOnce, inFolder, until } from './folder';
import { MadeUpCity } from './made-up-city';
import { villageCodes } from './village-codes';
import { cpuMicroseconds, median, ratio, whole, type Table } from './table';

export interface CommandsOptions {
  readonly commands: number;
  readonly rounds: number;
  readonly today: string;
  /** Keeps everything in the MongoDB of this address, in a database of its own. */
  readonly mongodb?: string;
}

const villages = villageCodes(1_000);

const PERSONAL = {
  householder: '演示人',
  identityNumber: '120119195001010011',
  phone: '022 5550 0100',
  address: '演示·东镇1号',
};

/** Commands/s of the pipeline against a bare loop that makes the same bytes durable. */
export const commands = ({ commands, rounds, today, mongodb }: CommandsOptions): Promise<Table> =>
  inFolder(async (folder) => {
    const stores = mongodb
      ? mongoStores({ uri: mongodb, prefix: `bench-${process.pid}` })
      : sqliteStores(folder);
    const transport = openEmbeddedTransport(join(folder, 'transport.db'));
    await transport.publish(new MadeUpCity(1, villages, 1).registry());
    const clock = new SystemClock(JIEDUI_2017.timezone, today);
    const bureau = await openBureau(housingBureau, {
      stores,
      transport,
      clock,
      key: Buffer.alloc(32, 7),
    });
    await until(async () => (await bureau.reference.lag()) === 0);
    const bare = openBare(join(folder, 'bare.db'));
    const figures = [false, true].map(() => ({
      ours: [] as number[],
      bare: [] as number[],
      cpu: [] as number[],
      bareCpu: [] as number[],
      bytes: 0,
    }));
    for (let round = 0; round <= rounds; round++)
      for (const [n, { ours, bare: limit, cpu, bareCpu }] of figures.entries()) {
        const { position } = await bureau.log.summary();
        const before = cpuMicroseconds();
        const rate = await submitAll(bureau, commands, `${round}-${n}`, today, n === 1);
        await until(
          async () => (await bureau.log.bookmark('relay')) === (await bureau.log.summary()).position,
        );
        const between = cpuMicroseconds();
        const texts = await textsBehind(bureau, position);
        const beforeBare = cpuMicroseconds();
        const most = bare.append(texts);
        if (round === 0) continue; // warms up
        ours.push(rate);
        limit.push(most);
        cpu.push((between - before) / commands);
        bareCpu.push((cpuMicroseconds() - beforeBare) / commands);
        figures[n]!.bytes = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
      }
    bare.close();
    await bureau.close();
    await transport.close();
    const row = (name: string, n: number) => {
      const { ours, bare: limit, cpu, bareCpu, bytes } = figures[n]!;
      const best = ratio(median(ours.map((rate, at) => rate / limit[at]!)));
      return [
        name,
        whole(median(ours)),
        whole(median(limit)),
        best,
        '>= 0.50',
        whole(median(cpu)),
        whole(median(bareCpu)),
        whole(bytes),
      ];
    };
    return {
      title: 'Commands to durable acknowledgement, in process',
      head: ['', 'commands/s', 'raw limit/s', 'ratio', 'aim', 'CPU us', 'raw CPU us', 'bytes'],
      rows: [row('without personal fields', 0), row('with 4 personal fields', 1)],
      notes: [
        `Housing: dwellings assessed, planned, started, completed and accepted in 1,000 villages, ${AT_ONCE} commands at a time,`,
        'the relay publishing to the embedded transport at the same time. Raw limit: the texts of the same commits (bytes each)',
        `put into a one-table SQLite (WAL, synchronous=FULL), ${AT_ONCE} a transaction. Medians of ${rounds} rounds of ${whole(commands)},`,
        "the two in turn; the ratio is the median of the rounds. CPU: processor time of the process per command (the relay's",
        'included), which others on the machine do not change much. Personal values (encrypted) are not in the raw limit.',
      ],
    };
  });

async function submitAll(
  bureau: Bureau,
  count: number,
  run: string,
  today: string,
  personal: boolean,
): Promise<number> {
  const { pipeline } = bureau;
  const submit = async (command: Pick<Command, 'name' | 'village' | 'idempotencyKey' | 'input'>) => {
    const values = command.name === 'AssessDwelling' ? PERSONAL : { remark: '演示备注' };
    const answer = await pipeline.submit({
      ...command,
      occurredOn: today,
      actor: 'u-bench',
      ...(personal && { personal: values }),
    });
    if (answer.status !== 'accepted') throw new Error(`${command.name}: ${JSON.stringify(answer)}`);
    return answer.record.id;
  };
  const start = performance.now();
  await atOnce(AT_ONCE, count / 5, async (n) => {
    const village = villages[(n * 7_919) % villages.length]!;
    const key = `${run}-${n}`;
    const dwellingId = await submit({
      name: 'AssessDwelling',
      village,
      idempotencyKey: key,
      input: { category: 'dibao', grade: 'C' },
    });
    for (const name of ['PlanWorks', 'StartWorks', 'CompleteWorks', 'AcceptWorks'])
      await submit({
        name,
        village,
        idempotencyKey: `${key}-${name}`,
        input: { dwellingId, ...(name === 'PlanWorks' && { remedy: 'repair' }) },
      });
  });
  return count / ((performance.now() - start) / 1_000);
}
