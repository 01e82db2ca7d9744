import Ajv2020 from 'ajv/dist/2020';
import { httpEventSource } from '@jiedui/transport';
import { wellsBureau } from '../wells.fixture';
import { AT, pathOf, ServedWells, VILLAGE } from './served-wells.fixture';

let wells: ServedWells;
beforeEach(async () => (wells = await ServedWells.start()));
afterEach(() => wells.end());

describe('the bureau itself', () => {
  it('given an access token, then the actor of an event comes from it, never from the client', async () => {
    wells = await wells.restart({ JIEDUI_TOKEN: 'a-token-of-some-length' });
    expect((await wells.send('dig-well', { ...AT, depth: 'deep' })).status).toBe(401);
    const headers = { authorization: 'Bearer a-token-of-some-length', actor: 'me' };
    expect((await wells.send('dig-well', { ...AT, depth: 'deep' }, headers)).status).toBe(200);
    expect((await wells.events())[0]!.actor).toMatch(/^u-[0-9a-f]{12}$/);
    expect((await wells.send('dig-well', { ...AT, depth: 'deep', actor: 'me' }, headers)).status).toBe(400);
    expect(await httpEventSource(wells.api, 'a-token-of-some-length').events(VILLAGE, 1)).toHaveLength(1);
  });

  it('given its health and figures, then they tell of its log, its relay and its reference', async () => {
    await wells.digWell();
    for (const path of ['/health/ready', '/api/wells/health'])
      expect((await wells.getFromHost(path)).body.details.wells).toMatchObject({
        status: 'up',
        events: 1,
        relayLag: expect.any(Number),
        referenceLag: 0,
      });
    expect((await wells.getFromHost('/metrics')).body).toContain('jiedui_log_events{area="wells"} 1');
  });

  it('given a transport that takes questions and never answers, then its health says so all the same', async () => {
    jest.spyOn(wells.bureau.reference, 'lag').mockReturnValue(new Promise(() => {}));
    const { status, body } = await wells.getFromHost('/health/ready');
    expect([status, body.details.wells]).toMatchObject([200, { status: 'up', referenceLag: null }]);
    expect((await wells.getFromHost('/metrics')).body).toContain('jiedui_reference_lag{area="wells"} -1');
  });

  it('given its page, then every command stands there with a schema and an example that it takes', async () => {
    const document = (await wells.getFromHost('/api/openapi.json')).body;
    for (const [name, { emits }] of Object.entries(wellsBureau.commands)) {
      const path = `/api/wells/commands/${pathOf(name)}`;
      const { operationId, requestBody, responses } = document.paths[path].post;
      expect([operationId, Object.keys(responses)]).toEqual([
        `wells.${name}`,
        expect.arrayContaining(['200', '400', '412', '422', '429', '503']),
      ]);
      const { schema, examples } = requestBody.content['application/json'];
      expect(schema).toMatchObject({
        type: 'object',
        additionalProperties: false,
        required: expect.arrayContaining(['village', 'occurredOn']),
      });
      const answer = await wells.send(path.split('/').at(-1)!, examples.example.value);
      expect([emits, answer.status]).toEqual([emits, answer.status === 422 ? 422 : 200]);
    }
    expect(document.paths['/api/wells/commands/correct-record']).toBeDefined();
  });

  it('given its page, then nothing in it points to nowhere, and no operation has the name of another', async () => {
    const document = (await wells.getFromHost('/api/openapi.json')).body;
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(Object.keys(document.components.schemas)).toContain(name);
    const operations = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(operations).size).toBe(operations.length);
    const ajv = new Ajv2020({ strict: false });
    for (const { post } of Object.values<{ post?: { requestBody: { content: object } } }>(document.paths))
      if (post)
        for (const { schema } of Object.values(post.requestBody.content))
          expect(ajv.validateSchema(schema)).toBe(true);
  });

  it('given its contract, then a form finds everything in it', async () => {
    const { body } = await wells.get('/contract');
    expect(body.commands.find(({ name }: { name: string }) => name === 'DigWell')).toMatchObject({
      path: '/api/wells/commands/dig-well',
      creates: 'well',
      members: [
        { name: 'village', optional: false },
        { name: 'occurredOn', label: { zh: '发生日期' } },
        { name: 'depth', personal: false },
        { name: 'owner', personal: true, optional: true },
        { name: 'remark', personal: true },
      ],
    });
    expect(body.rules['well-works-already']).toMatchObject({ zh: '井在用' });
    expect(body.correction.reasons['entered-twice'].zh).toBe('重复录入');
  });

  it('given the programme day changes, then time does its work, once', async () => {
    const memberId = (await wells.send('join-member', { ...AT, incomeFen: 5, name: '王五' })).body.record.id;
    await wells.send('insure-member', { ...AT, memberId });
    wells.clock.set('2019-01-02T01:00:00.000Z');
    while ((await wells.bureau.log.head(VILLAGE)) < 3)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const lapsed = (await wells.events())[2]!;
    expect([lapsed.type, lapsed.actor]).toEqual(['wells.InsuranceLapsed', 'system']);
    wells = await wells.restart();
    wells.clock.set('2019-01-03T01:00:00.000Z');
    await wells.bureau.pipeline.passTime();
    expect((await wells.events()).length).toBe(3);
  });
});
