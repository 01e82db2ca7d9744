import { addDays, type Day } from '@jiedui/programme';
import type { Step } from '../life';
import type { Random } from '../random';
import type { DemoVillage } from '../village';

/** Tells the stories of one area in one village: keeps the calendar and the village's pace. */
export class Story {
  private day: Day;

  constructor(
    readonly area: string,
    readonly village: DemoVillage,
    readonly random: Random,
    start: Day,
  ) {
    this.day = start;
  }

  get today(): Day {
    return this.day;
  }

  /** Lets about so many days go by: fewer in a village that is fast, more in one that is slow. */
  wait(from: number, to: number): this {
    this.day = addDays(this.day, Math.max(1, Math.round(this.random.whole(from, to) / this.village.pace)));
    return this;
  }

  /** The work stands still for good: nothing after this month is done any more in a village that stalls. */
  get stalled(): boolean {
    return this.village.stalls && this.day > '2018-09-01';
  }

  /** A step today; about one in twelve is reported some weeks late. */
  step(command: string, input: Step['input'], personal?: Step['personal']): Step {
    const occurredOn = this.day;
    if (this.random.chance(0.08)) this.day = addDays(this.day, this.random.whole(5, 45));
    return this.at(command, input, occurredOn, personal);
  }

  /** A step that is recorded today and happened on `occurredOn`. */
  at(command: string, input: Step['input'], occurredOn: Day, personal?: Step['personal']): Step {
    return {
      area: this.area,
      on: this.day,
      ...(occurredOn !== this.day && { occurredOn }),
      command,
      input: { village: this.village.code, ...input },
      ...(personal && { personal }),
    };
  }

  /** A correction, some weeks later, of what was reported for `occurredOn`. */
  correction(event: string, reason: string, occurredOn: Day, input: Step['input']): Step {
    this.wait(20, 90);
    return {
      area: this.area,
      on: this.day,
      command: 'CorrectRecord',
      input: { village: this.village.code, ...input },
      corrects: { event, reason, occurredOn },
    };
  }
}

const GIVEN = [...'伟芳娜敏静秀丽强磊军洋艳勇杰娟涛明超兰霞平刚桂英'];
const FAMILY = [...'王李张刘陈杨赵黄周吴'];

/** A made-up name and phone: personal values for the bureau's own store. */
export const person = (r: Random): Record<string, string> => ({
  name: r.pick(FAMILY) + r.pick(GIVEN) + (r.chance(0.6) ? r.pick(GIVEN) : ''),
  phone: `000${r.whole(10_000_000, 99_999_999)}`,
});
