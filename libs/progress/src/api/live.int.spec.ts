import { request, type IncomingMessage } from 'node:http';
import { serveCity, type Json, type Served } from './served.fixture';

let served: Served;

beforeAll(async () => {
  served = await serveCity(3, 8);
  served.city.more(200);
  await served.publish();
}, 60_000);
afterAll(() => served.close());

/** Listens over real HTTP; `events` grows as they come. */
async function listen(lastEventId?: string) {
  const events: { readonly id: string; readonly event: string; readonly data: Json }[] = [];
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    request(`${served.base}/live`, { headers }, resolve).on('error', reject).end();
  });
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, id, event, data] = /id: (.*)\nevent: (.*)\ndata: (.*)/.exec(text.slice(0, end)) ?? [];
      if (data !== undefined) events.push({ id: id!, event: event!, data: JSON.parse(data) });
      text = text.slice(end + 2);
    }
  });
  await served.until(() => events.some(({ event }) => event === 'ready'));
  const ended = new Promise((resolve) => response.on('close', resolve));
  return { events, response, ended, close: () => response.destroy() };
}

const changes = (events: readonly { event: string; data: Json }[]) =>
  events.filter(({ event }) => event === 'change').map(({ data }) => data);

describe('the live changes', () => {
  it('tell the village, its latest events and the statuses before and after', async () => {
    const reader = await listen();
    expect(reader.response.headers['content-type']).toContain('text/event-stream');
    expect(reader.events[0]!.data.fresh).toHaveProperty('housing');
    const village = served.city.villages[0]!;
    const before = await served.get(`/villages/${village}`);
    const event = served.city.emit('housing', 'DwellingAssessed', village, '2018-01-01', {
      changes: [
        {
          ...{ record: 'dwelling', id: 'live', effectiveOn: '2018-01-01', before: null },
          after: { category: 'dibao', grade: 'D', state: 'none', remedy: 'none' },
        },
      ],
    });
    await served.publish([event]);
    await served.until(() => changes(reader.events).length > 0);
    const [change] = changes(reader.events);
    expect(change).toMatchObject({
      village,
      areas: [
        {
          area: 'housing',
          events: 1,
          last: { id: event.id, type: event.type, villageseq: event.villageseq },
        },
      ],
    });
    const after = await served.get(`/villages/${village}`);
    expect(change.statuses).toEqual(
      before.indicators.flatMap(({ indicator, status }: Json, at: number) =>
        status === after.indicators[at].status
          ? []
          : [{ indicator, before: status, after: after.indicators[at].status }],
      ),
    );
    reader.close();
  });

  it('go on behind the last event that a reader had', async () => {
    const all = await listen();
    const first = await listen();
    await served.publish(served.city.more(20));
    await served.until(() => changes(first.events).length > 2);
    first.close();
    const had = first.events.slice(0, 3);
    await served.publish(served.city.more(20));
    const second = await listen(had.at(-1)!.id);
    await served.publish(served.city.more(20));
    await served.until(() => second.events.at(-1)?.id === all.events.at(-1)?.id);
    expect([...changes(had), ...changes(second.events)]).toEqual(changes(all.events));
    expect(second.events.some(({ event }) => event === 'reload')).toBe(false);
    second.close();
    all.close();
  });

  it('tell a reader from before a restart to reload', async () => {
    const reader = await listen('00000000-17');
    expect(reader.events.map(({ event }) => event)).toEqual(['reload', 'ready']);
    expect(reader.events[0]!.data).toEqual({
      zh: expect.stringMatching(/重新载入/),
      en: expect.stringMatching(/again/),
    });
    reader.close();
  });

  it('end when the service stops', async () => {
    const reader = await listen();
    served.host.closing.begin();
    await reader.ended;
  });
});
