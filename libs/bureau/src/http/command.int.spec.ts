import fc from 'fast-check';
import { wellsBureau } from '../wells.fixture';
import { AT, OTHER, pathOf, rulesOf, ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
beforeEach(async () => (wells = await ServedWells.start()));
afterEach(() => wells.end());

describe('a command over HTTP', () => {
  it('given a sound one, then it is recorded: one event, the record and its ETag', async () => {
    const { status, headers, body } = await wells.send('dig-well', { ...AT, depth: 'deep', owner: '王五' });
    expect([status, headers.get('etag')]).toEqual([200, '"1"']);
    expect(body).toMatchObject({
      village: VILLAGE,
      repeated: false,
      record: { kind: 'well', version: 1 },
      events: [{ type: 'wells.WellDug', villageseq: 1 }],
    });
    const [event] = await wells.events();
    expect(event).toMatchObject({
      id: body.events[0].id,
      actor: 'local',
      correlationid: headers.get('x-correlation-id'),
    });
    expect(JSON.stringify(event)).not.toContain('王五');
  });

  it('given several mistakes, then all are told at once, in the language asked for', async () => {
    const wrong = { village: '12', occurredOn: '2018-02-30', depth: 'bottomless', colour: 'blue', owner: 7 };
    const zh = await wells.send('dig-well', wrong, { 'idempotency-key': '' });
    expect([zh.status, zh.body.type, zh.headers.get('content-type')]).toEqual([
      400,
      '/problems/invalid-request',
      'application/problem+json; charset=utf-8',
    ]);
    expect(
      zh.body.violations.map(({ pointer, parameter }: Record<string, string>) => pointer ?? parameter),
    ).toEqual(['Idempotency-Key', '/colour', '/village', '/occurredOn', '/depth', '/owner']);
    expect(zh.body.violations[3].message).toBe('“发生日期”须为日历中存在的日期，如 2018-03-01');
    const en = await wells.send('dig-well', wrong, { 'accept-language': 'en' });
    expect(en.body.violations.every(({ message }: { message: string }) => /^[ -~]+$/.test(message))).toBe(
      true,
    );
    expect(await wells.events()).toEqual([]);
  });

  it('given one that the rules do not allow, then every rule is told by name and in words', async () => {
    const wellId = await wells.digWell();
    const dry = await wells.send('dry-well', { ...AT, wellId, occurredOn: '2030-01-01' });
    expect(dry.status).toBe(422);
    expect(rulesOf(dry)).toEqual(['occurred-in-future', 'well-does-not-work']);
    expect(dry.body.violations[1].message).toBe('井不在用');
    const elsewhere = await wells.send('dig-well', { ...AT, village: OTHER, depth: 'deep' });
    expect([elsewhere.status, rulesOf(elsewhere)]).toEqual([422, ['village-unknown']]);
  });

  it('given a late report that later history stands against, then the events are named', async () => {
    const wellId = await wells.digWell();
    await wells.send('fill-well', { ...AT, wellId, occurredOn: '2018-03-10' });
    const late = await wells.send('open-well', { ...AT, wellId, occurredOn: '2018-03-05' });
    expect([late.status, late.body.violations[0].message]).toEqual([
      422,
      '与此后已登记的事项相抵触：2018-03-10 填埋',
    ]);
    expect(late.body.violations[0].events).toEqual([
      expect.objectContaining({ type: 'WellFilled', occurredOn: '2018-03-10' }),
    ]);
  });

  it('given the same key again, then the same answer and nothing twice; with another body a refusal', async () => {
    const key = { 'idempotency-key': 'the-key' };
    const body = { ...AT, depth: 'deep', owner: '王五' };
    const first = await wells.send('dig-well', body, key);
    const again = await wells.send('dig-well', body, key);
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect((await wells.events()).length).toBe(1);
    for (const other of [
      { ...body, depth: 'shallow' },
      { ...body, owner: '赵六' },
    ]) {
      const reused = await wells.send('dig-well', other, key);
      expect([reused.status, reused.body.type]).toEqual([422, '/problems/key-reused']);
    }
  });

  it('given an ETag, then only a record that has not changed since is touched', async () => {
    const wellId = await wells.digWell();
    const read = await wells.get(`/villages/${VILLAGE}/records/well/${wellId}`);
    const etag = { 'if-match': read.headers.get('etag')! };
    expect((await wells.send('open-well', { ...AT, wellId }, etag)).status).toBe(200);
    const stale = await wells.send('dry-well', { ...AT, wellId }, etag);
    expect([stale.status, stale.body.type, stale.headers.get('etag')]).toEqual([
      412,
      '/problems/stale',
      '"2"',
    ]);
    expect((await wells.send('dry-well', { ...AT, wellId }, { 'if-match': '2' })).status).toBe(400);
  });

  it.each([
    ['malformed JSON', '{"village":', 400],
    ['invalid UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['deeply nested JSON', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['a number beyond all bounds', `{"village":1e999,"occurredOn":${'9'.repeat(400)}}`, 400],
    ['a body beyond the limit', `{"remark":"${'x'.repeat(1_048_576)}"}`, 413],
  ])('given %s, then it is refused and nothing is recorded', async (_, body, status) => {
    const answer = await wells.send('dig-well', body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await wells.events()).toEqual([]);
  });

  it('given whatever body, then it is taken or refused, never a failure, and only what was taken is recorded', async () => {
    const wellId = await wells.digWell();
    const good: Record<string, unknown> = {
      ...AT,
      depth: 'deep',
      wellId,
      passed: true,
      year: 2018,
      litres: 5,
      incomeFen: 1,
      remark: 'a',
    };
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.double(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...Object.values(good)),
    );
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record(
        Object.fromEntries(
          Object.entries(good).map(([name, value]) => [name, fc.oneof(fc.constant(value), odd)]),
        ),
        { requiredKeys: [] },
      ),
    );
    const commands = [...Object.keys(wellsBureau.commands), 'CorrectRecord'].map(pathOf);
    let taken = (await wells.events()).length;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...commands), body, async (command, content) => {
        const answer = await wells.send(command, content ?? 'null');
        expect([200, 400, 422]).toContain(answer.status);
        if (answer.status === 200) taken += answer.body.events.length;
      }),
      { numRuns: 300 },
    );
    expect((await wells.events()).length).toBe(taken);
  });
});
