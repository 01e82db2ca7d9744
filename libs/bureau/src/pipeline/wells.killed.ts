import { accepted, command, openWells, OTHER, VILLAGE } from '../opened-wells.fixture';

/** Submits commands with marked personal values until it is killed; prints the key of each acknowledged one. */
const [place, run] = process.argv.slice(2) as [string, string];
const wells = await openWells(place);

async function clerk(n: number): Promise<never> {
  const village = n % 2 ? VILLAGE : OTHER;
  for (let i = 0; ; i++) {
    const ask = async (name: string, input: object, personal?: Record<string, string>) => {
      const idempotencyKey = `${run}-${n}-${i}-${name}`;
      const answer = await wells.pipeline.submit(
        command(name, { ...input }, { village, idempotencyKey, ...(personal && { personal }) }),
      );
      process.stdout.write(`${idempotencyKey}\n`);
      return accepted(answer);
    };
    const dug = await ask(
      'DigWell',
      { depth: 'deep' },
      { owner: `MARKED-${run}-${n}-${i}`, remark: 'MARKED 井' },
    );
    const wellId = dug.record.id;
    await ask('OpenWell', { wellId });
    await ask('InspectWell', { wellId, passed: true });
    await ask('NoteWell', { wellId }, { remark: `MARKED later ${i}` });
  }
}

await Promise.all(Array.from({ length: 16 }, (_, n) => clerk(n)));
