import { hasChromium, openWindow, type Window } from './browser.fixture';
import { explainWalk } from './explain.walk';
import { heatMapWalk } from './heat-map.walk';
import { liveWalk } from './live.walk';
import { overviewWalk } from './overview.walk';
import { startDemo, type Platform } from './platform.fixture';
import { reportWalk } from './report.walk';
import { timesWalk } from './times.walk';
import { villageWalk } from './village.walk';
import { villagesWalk } from './villages.walk';

/** The running platform and a browser in front of it; to be read inside tests. */
export interface Office {
  readonly platform: Platform;
  readonly window: Window;
}

const office: { platform?: Platform; window?: Window } = {};
const inOffice = (): Office => office as Office;

(hasChromium ? describe : describe.skip)('the city office (in Debian’s Chromium, /usr/bin/chromium)', () => {
  jest.setTimeout(600_000); // a machine with much else to do

  beforeAll(async () => {
    office.platform = await startDemo();
    office.window = await openWindow(office.platform.address);
  }, 600_000);
  afterAll(async () => {
    await office.window?.close();
    await office.platform?.stop();
  });
  afterEach(() => expect(office.window!.complaints()).toEqual([]));

  describe('总览', () => overviewWalk(inOffice));
  describe('村庄', () => villagesWalk(inOffice));
  describe('作战图', () => heatMapWalk(inOffice));
  describe('一村一档', () => villageWalk(inOffice));
  describe('依据', () => explainWalk(inOffice));
  describe('两个时间', () => timesWalk(inOffice));
  describe('通报', () => reportWalk(inOffice));
  describe('实时', () => liveWalk(inOffice));
});
