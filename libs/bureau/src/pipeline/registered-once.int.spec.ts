import fs from 'node:fs';
import fc from 'fast-check';
import {
  accepted,
  command,
  correction,
  openWells,
  OTHER,
  rulesOf,
  temporaryFolder,
  TODAY,
  VILLAGE,
  wellsOfEachTest,
} from '../opened-wells.fixture';
import type { Answer } from './command';

const here = wellsOfEachTest();
const { submit, restart } = here;
const BY = { events: [], closed: true, actor: 'u-1', at: `${TODAY}T01:00:00.000Z` };

const [WANG, LI] = ['120119195001010011', '120119196502020022'];

describe('who is registered once', () => {
  const joining = (identityNumber: string | undefined, village = VILLAGE) =>
    command(
      'JoinMember',
      { incomeFen: 1 },
      { village, ...(identityNumber && { personal: { identityNumber } }) },
    );
  const join = (...args: Parameters<typeof joining>) => here.wells.pipeline.submit(joining(...args));
  const idOf = (answer: Answer) => accepted(answer).record.id;
  const eventOf = (answer: Answer) => accepted(answer).events.at(-1)!.id;
  const takenBy = (answer: Answer) =>
    answer.status === 'refused' &&
    answer.violations.map(({ rule, params }) => `${rule} ${params?.['record']}`).join();

  it('given they are there, when they are registered again, then it is refused and the record is named', async () => {
    const first = idOf(await join(WANG));
    for (const again of [false, true]) {
      if (again) await restart();
      expect(takenBy(await join(WANG))).toBe(`registered-already ${first}`);
    }
    accepted(await join(LI));
    accepted(await join(WANG, OTHER));
    accepted(await join(undefined));
    accepted(await join(undefined));
  });

  it('given many at once, then one is registered, and the others are told which', async () => {
    const answers = await Promise.all([WANG, LI, WANG, WANG, LI].map((number) => join(number)));
    const [wang, li] = [idOf(answers[0]!), idOf(answers[1]!)];
    expect(answers.slice(2).map(takenBy)).toEqual([
      `registered-already ${wang}`,
      `registered-already ${wang}`,
      `registered-already ${li}`,
    ]);
  });

  it('given the same command again, then the answer of then, not a refusal', async () => {
    const wang = joining(WANG);
    const first = accepted(await here.wells.pipeline.submit(wang));
    expect(await here.wells.pipeline.submit(wang)).toEqual({ ...first, repeated: true });
    await restart();
    expect(await here.wells.pipeline.submit(wang)).toEqual({ ...first, repeated: true });
  });

  it('given a command that was refused, then its number is free', async () => {
    const early = await submit(
      'JoinMember',
      { incomeFen: 1 },
      { occurredOn: '2015-01-01', personal: { identityNumber: WANG } },
    );
    expect(rulesOf(early)).toEqual(['occurred-too-early']);
    accepted(await join(WANG));
  });

  it('given they left, or the registration was withdrawn, or they were erased, then they may be registered again', async () => {
    accepted(await submit('LeaveMember', { memberId: idOf(await join(WANG)) }));
    const second = await join(WANG);
    accepted(await here.wells.pipeline.correct(correction(eventOf(second))));
    const third = idOf(await join(WANG));
    await here.wells.privateStore.erase({ kind: 'member', village: VILLAGE, id: third }, BY);
    const fourth = idOf(await join(WANG));
    expect(takenBy(await join(WANG))).toBe(`registered-already ${fourth}`);
  });

  it('given a number that was mistyped, when it is corrected, then the wrong one is free and the right one taken', async () => {
    const wang = await join(LI);
    const right = {
      replacement: { occurredOn: TODAY, input: { incomeFen: 1 } },
      personal: { identityNumber: WANG },
    };
    accepted(await here.wells.pipeline.correct(correction(eventOf(wang), right)));
    expect(takenBy(await join(WANG))).toBe(`registered-already ${idOf(wang)}`);
    const li = await join(LI);
    expect(takenBy(await here.wells.pipeline.correct(correction(eventOf(li), right)))).toBe(
      `registered-already ${idOf(wang)}`,
    );
  });

  it('given they left and were registered anew, when their leaving is withdrawn, then it is refused', async () => {
    const first = idOf(await join(WANG));
    const left = await submit('LeaveMember', { memberId: first });
    const second = idOf(await join(WANG));
    expect(takenBy(await here.wells.pipeline.correct(correction(eventOf(left))))).toBe(
      `registered-already ${second}`,
    );
  });

  it('whatever is registered, left, corrected and withdrawn, nobody is there twice', async () => {
    const number = fc.constantFrom(WANG, LI);
    const n = fc.nat(9);
    const deed = fc.oneof(
      fc.record({ do: fc.constant('join'), number, village: fc.constantFrom(VILLAGE, OTHER) }),
      fc.record({ do: fc.constantFrom('leave', 'withdraw', 'withdraw leaving'), n }),
      fc.record({ do: fc.constant('correct'), n, number }),
    );
    const groups = fc.array(fc.array(deed, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(groups, async (groups) => {
        await here.wells.close();
        fs.rmSync(here.folder, { recursive: true });
        here.folder = temporaryFolder();
        here.wells = await openWells(here.folder);
        const joined: { id: string; event: string; village: string; left?: string }[] = [];
        const take = async (one: { do: string; n?: number; number?: string; village?: string }) => {
          const { village = VILLAGE, number: identityNumber } = one;
          if (one.do === 'join') {
            const answer = await join(identityNumber, village);
            if (answer.status === 'accepted')
              joined.push({ id: idOf(answer), event: eventOf(answer), village });
            return;
          }
          const member = joined[one.n!];
          if (!member) return;
          const at = { village: member.village };
          if (one.do === 'leave') {
            const answer = await submit('LeaveMember', { memberId: member.id }, at);
            if (answer.status === 'accepted') member.left = eventOf(answer);
          } else if (one.do === 'correct') {
            const replacement = { occurredOn: TODAY, input: { incomeFen: 1 } };
            const personal = { identityNumber: identityNumber! };
            await here.wells.pipeline.correct(correction(member.event, { ...at, replacement, personal }));
          } else {
            const event = one.do === 'withdraw' ? member.event : member.left;
            if (event) await here.wells.pipeline.correct(correction(event, at));
          }
        };
        for (const group of groups) await Promise.all(group.map(take));
        await restart();
        for (const village of [VILLAGE, OTHER]) {
          const there = (await here.wells.records.ofVillage(village, ['member'])).filter(
            (m) => m.classification,
          );
          const numbers = await Promise.all(
            there.map(async (m) => (await here.wells.privateStore.get(m))?.['identityNumber']),
          );
          expect(new Set(numbers).size).toBe(numbers.length);
        }
      }),
      { numRuns: 40 },
    );
  });
});
