import type { Day, DomainEvent } from '@jiedui/programme';
import type { Facts } from '../domain/kind';
import type { KnownVillage } from './reference';

type RegistryEvent = DomainEvent<{ readonly occurredOn: Day; readonly [field: string]: unknown }>;

/** What the registry's events say, as far as a bureau asks: villages, mergers, and the subsistence line. */
export class RegistryCopy {
  private readonly byCode = new Map<string, KnownVillage>();
  private readonly lines = new Map<Day, number>();
  /** The days of `lines`, ascending. */
  private days: readonly Day[] = [];

  readonly facts: Facts = {
    lineOn: (on) => {
      const day = this.days.findLast((day) => day <= on);
      return day === undefined ? undefined : this.lines.get(day);
    },
    lineDays: (from, to) => this.days.filter((day) => from < day && day <= to),
  };

  findVillage(code: string): KnownVillage | undefined {
    return this.byCode.get(code);
  }

  villages(): Iterable<KnownVillage> {
    return this.byCode.values();
  }

  /** Folds an event of a key, in the order of villageseq; whether it is about the line. */
  fold({ type, subject: code, data }: RegistryEvent): boolean {
    const village = this.byCode.get(code);
    switch (type) {
      case 'registry.VillageRegistered':
        this.byCode.set(code, { ...village, code, name: String(data['name']) });
        return false;
      case 'registry.VillageRenamed':
        if (village) this.byCode.set(code, { ...village, name: String(data['name']) });
        return false;
      case 'registry.VillageMerged':
        if (village)
          this.byCode.set(code, {
            ...village,
            merged: { into: String(data['into']), on: data.occurredOn },
          });
        return false;
      case 'registry.SubsistenceLineSet':
        // The latest publication for a day wins.
        this.lines.set(String(data['effectiveOn']), Number(data['fen']));
        this.days = [...this.lines.keys()].sort();
        return true;
      default:
        return false;
    }
  }
}
