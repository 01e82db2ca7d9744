import { sourceOf, topicOf, type DomainEvent } from '@jiedui/programme';
import { Bell, pauseAfter, type Delivery, type Subscription, type Transport } from '@jiedui/transport';
import type { Reference } from './reference';
import type { KeptEvent, ReferenceStore } from './reference-store';
import { RegistryCopy } from './registry-copy';

interface Envelope {
  readonly id: string;
  readonly subject: string;
  readonly villageseq: number;
}

export interface ReferenceOptions {
  readonly area: string;
  readonly store: ReferenceStore;
  readonly transport: Transport;
  /** Told of what was delivered and is no event of the registry. */
  readonly onError: (error: unknown) => void;
}

/**
 * A bureau's copy of the registry's events, in its store and in memory. Every event is kept under its key and
 * villageseq: one that comes twice is there already, one that comes early is folded once those before it have
 * come.
 */
export async function openReference({
  area,
  store,
  transport,
  onError,
}: ReferenceOptions): Promise<Reference> {
  const copy = new RegistryCopy();
  const listeners: (() => void)[] = [];
  /** Key -> the villageseq up to which its events are folded. */
  const folded = new Map<string, number>();
  /** Kept, and not folded yet: `key/villageseq`. */
  const early = new Set<string>();

  /** Whether it was about the line. */
  const take = ({ key, villageseq, text }: KeptEvent): boolean => {
    const next = (folded.get(key) ?? 0) + 1;
    if (villageseq < next) return false;
    if (villageseq > next) {
      early.add(`${key}/${villageseq}`);
      return false;
    }
    folded.set(key, villageseq);
    return copy.fold(JSON.parse(text) as DomainEvent);
  };
  const takeEarly = async (key: string): Promise<boolean> => {
    let line = false;
    for (let seq = (folded.get(key) ?? 0) + 1; early.delete(`${key}/${seq}`); seq++)
      line = take({ key, villageseq: seq, text: (await store.find(key, seq))! }) || line;
    return line;
  };
  /** Folds what is kept and what another replica has kept, in order by key and number. */
  async function load(): Promise<void> {
    let line = false;
    await store.load((event) => (line = take(event) || line));
    if (line) for (const tell of listeners) tell();
  }
  const begun = await store.copy();
  await load();

  let subscription: Subscription | undefined = undefined;
  /** Delivered, and not folded yet. */
  let inHand = 0;
  const receive = async (batch: readonly Delivery[]): Promise<void> => {
    inHand = batch.length;
    await subscription?.commit(); // earlier batches: they are durable here
    const events: (KeptEvent & { readonly id: string; readonly at: string })[] = [];
    for (const { topic, partition, offset, value } of batch) {
      const text = typeof value === 'string' ? value : Buffer.from(value ?? []).toString();
      const event = readEnvelope(text);
      const at = `${topic}/${partition}/${offset}`;
      if (event) events.push({ key: event.subject, villageseq: event.villageseq, text, id: event.id, at });
      else onError(new Error(`no event of the registry at ${at}`));
    }
    const kept = await store.keep(events);
    let line = false;
    for (const [i, event] of events.entries()) {
      const text = kept[i] ?? event.text; // perhaps another replica has kept it
      line = take({ ...event, text }) || line;
      line = (await takeEarly(event.key)) || line;
      if ((JSON.parse(text) as Envelope).id !== event.id)
        onError(new Error(`another event under the same number at ${event.at}`));
    }
    inHand = 0;
    if (line) for (const tell of listeners) tell();
  };
  subscription = await transport.subscribe(`${area}.reference.${begun.id}`, [topicOf('registry')], receive);

  let isClosed = false;
  const pause = new Bell();
  /** Between the first load and the place where deliveries begin, other replicas may have kept and committed. */
  async function loadAgain(of: Subscription): Promise<void> {
    for (let failures = 0; !isClosed;)
      try {
        await of.lag(); // rejects until it has begun
        return await load();
      } catch {
        await pause.sleep(pauseAfter(++failures));
      }
  }
  const loading = store.isShared ? loadAgain(subscription) : undefined;

  const lag = async (): Promise<number> => {
    const behind = await subscription.lag();
    return inHand + Object.values(behind).reduce((sum, n) => sum + n, 0);
  };
  let { isWhole } = begun;

  return {
    facts: copy.facts,
    findVillage: (code) => copy.findVillage(code),
    villages: () => copy.villages(),
    onLineChange: (listener) => void listeners.push(listener),
    lag,
    async isWhole() {
      const behind = await lag().catch(() => undefined);
      if (behind === 0 && !isWhole) {
        await store.becomeWhole();
        isWhole = true;
      }
      return behind === undefined ? isWhole : behind === 0;
    },
    async close() {
      isClosed = true;
      pause.ring();
      await loading;
      await subscription.commit().catch(onError); // then it comes again
      await subscription.close();
      await store.close();
    },
  };
}

/** Where an event of the registry belongs; undefined when the text is none. */
function readEnvelope(text: string): Envelope | undefined {
  try {
    const { source, id, subject, villageseq, data } = JSON.parse(text) as Partial<DomainEvent>;
    const names = source === sourceOf('registry') && typeof id === 'string' && typeof subject === 'string';
    if (!names || !(data instanceof Object) || !Number.isSafeInteger(villageseq) || villageseq! < 1)
      return undefined;
    return { id, subject, villageseq: villageseq! };
  } catch {
    return undefined;
  }
}
