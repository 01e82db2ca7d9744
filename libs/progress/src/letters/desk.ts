import { randomUUID } from 'node:crypto';
import { DEAD_LETTER_TOPIC, type AreaDef, type Instant } from '@jiedui/programme';
import type { Delivery, Transport } from '@jiedui/transport';
import { REGISTRY } from '../book/registry-view';
import { readersOf } from '../fold/readers';
import { topicArchives } from '../rebuild/rebuild';
import { readMail, settlementMessage, type Letter, type Settlement } from './letter';
import { DISCARDED_AS, LetterRefused, whyRefused } from './words';

/** A dead letter, what can be read of its event, and what became of it. */
export interface DeskLetter extends Letter, About {
  readonly settlement?: Settlement | undefined;
}

interface About {
  readonly event?: string | undefined;
  readonly village?: string | undefined;
  readonly villageseq?: number | undefined;
}

/** Who settles a letter (a pseudonymous id), and when. */
export interface By {
  readonly by: string;
  readonly now: Instant;
}

/** Looks after the dead letters: what is written here, the aggregators fold. */
export class LetterDesk {
  private readonly read;

  constructor(
    private readonly transport: Transport,
    areas: readonly AreaDef[],
  ) {
    const ids = [...areas.map(({ id }) => id), REGISTRY];
    const readers = readersOf(areas);
    this.read = (area: string, value: Delivery['value']) => readers[ids.indexOf(area)]?.(value);
  }

  /** All that there ever were, by id, in the order of their partitions. */
  async letters(): Promise<ReadonlyMap<string, DeskLetter>> {
    const letters = new Map<string, DeskLetter>();
    const settlements: Settlement[] = [];
    await topicArchives(this.transport, `progress-dead-letters-${randomUUID()}`).of(DEAD_LETTER_TOPIC)(
      async (some) => {
        for (const mail of some.map(readMail))
          if (mail && 'settles' in mail) settlements.push(mail);
          else if (mail && !letters.has(mail.id)) letters.set(mail.id, { ...mail, ...this.about(mail) });
      },
    );
    for (const settlement of settlements) {
      const letter = letters.get(settlement.settles);
      if (letter && !letter.settlement) letters.set(letter.id, { ...letter, settlement });
    }
    return letters;
  }

  /** @throws LetterRefused when there is none, or it was settled already */
  async waiting(id: string): Promise<DeskLetter> {
    const letter = (await this.letters()).get(id);
    if (!letter) throw new LetterRefused('no-such-letter');
    if (letter.settlement) throw new LetterRefused('settled', letter.settlement);
    return letter;
  }

  /**
   * Sends the event of a letter to the aggregators: `mended`, or as it is, for they may read it by now. It is sent
   * and the letter is settled in one message; the event's own number says that it counts once.
   *
   * @throws LetterRefused when it cannot be folded still, or is another event
   */
  async redrive(id: string, { by, now }: By, mended?: string): Promise<void> {
    const letter = await this.waiting(id);
    if (letter.reason === 'number-taken') throw new LetterRefused('number-taken');
    const value = mended ?? letter.value;
    const read = this.read(letter.area, value);
    if (!read?.ok) throw new LetterRefused('unreadable', read && whyRefused(read.reason, read.at));
    const { subject: village, villageseq, id: event } = read.event;
    const isOther = (
      [
        [letter.village, village],
        [letter.villageseq, villageseq],
        [letter.event, event],
      ] as const
    ).some(([before, after]) => before !== undefined && before !== after);
    if (isOther) throw new LetterRefused('other-event');
    const text = typeof value === 'string' ? value : Buffer.from(value!).toString();
    await this.settle(letter, { outcome: 'redriven', by, since: now, village, villageseq, event }, text);
  }

  /**
   * Its event counts for nothing from here on; the letter stays, with who discarded it and why.
   *
   * @throws LetterRefused when nobody knows the reason
   */
  async discard(id: string, { by, now }: By, why: string): Promise<void> {
    if (!(why in DISCARDED_AS)) throw new LetterRefused('no-such-reason');
    const letter = await this.waiting(id);
    const { village, villageseq, event } = letter;
    await this.settle(letter, { outcome: 'discarded', by, why, since: now, village, villageseq, event }, '');
  }

  private settle(
    { id, area, key }: Letter,
    settlement: Omit<Settlement, 'settles' | 'area'>,
    value: string,
  ): Promise<void> {
    const message = settlementMessage(
      { settles: id, area, ...settlement },
      settlement.village ?? key ?? '',
      value,
    );
    return this.transport.publish([message]);
  }

  /** What can be read of the event. */
  private about({ area, value }: Letter): About {
    const read = this.read(area, value);
    if (!read) return {};
    const { id: event, subject: village, villageseq } = read.ok ? read.event : read;
    return { event, village, villageseq };
  }
}
