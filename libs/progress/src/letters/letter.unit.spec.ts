import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { deadLetter, settlementMessage } from './letter';

const { channels } = JSON.parse(readFileSync('docs/asyncapi.json', 'utf8'));
const { DeadLetter, Settlement } = channels['jiedui.dead-letter'].messages;
const since = '2018-06-15T02:11:09.000Z';
const origin = { topic: 'jiedui.housing.events', partition: 3, offset: '17', key: '120119101201' };
const letter = { ...origin, area: 'housing', reason: 'not-json', at: 'value', since };
const settlement = { settles: 'an id', area: 'housing', by: 'u-1', since, why: 'a test' };

describe('given what is written to the topic of the dead letters', () => {
  it.each([
    ['a text', DeadLetter, deadLetter({ ...letter, value: '{' })],
    ['bytes that are no text', DeadLetter, deadLetter({ ...letter, value: new Uint8Array([0xff]) })],
    ['nothing', DeadLetter, deadLetter({ ...letter, value: null })],
    [
      'an event that is redriven',
      Settlement,
      settlementMessage({ ...settlement, outcome: 'redriven' }, 'k', '{}'),
    ],
    [
      'what is discarded',
      Settlement,
      settlementMessage(
        { ...settlement, outcome: 'discarded', village: '120119101201', villageseq: 7, event: 'e' },
        'k',
        '',
      ),
    ],
  ])('then the headers of %s are as the published document says', (_, message, written) => {
    const fit = addFormats(new Ajv2020({ strict: false })).compile({
      ...message.headers,
      additionalProperties: false,
    });
    fit(written.headers);
    expect(fit.errors).toBeNull();
  });
});
