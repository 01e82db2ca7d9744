import type { BureauDef } from '../define-bureau';
import type { Violation } from '../domain/kind';
import type { RecordKey } from '../domain/touched';
import type { PrivateStore } from '../private-store/private-store';
import { classificationOf } from '../records/record-store';
import type { Entry, Ledger } from './ledger';
import type { Task } from './task';

/** Whom an event is about, and what a command says of them. */
export interface Concerned {
  readonly about: RecordKey;
  readonly person: RecordKey;
  readonly personal: Readonly<Record<string, string>> | undefined;
}

type Known = { readonly def: BureauDef; readonly privateStore: PrivateStore };

const nameOf = ({ kind, village, id }: RecordKey) => `${kind}/${village}/${id}`;

/** A digest of what a record of the kind is registered once by, when the values hold it. */
function identityIn(
  { def, privateStore }: Known,
  { kind, village }: Pick<RecordKey, 'kind' | 'village'>,
  personal: Concerned['personal'],
): string | undefined {
  const field = def.persons?.[kind]?.registeredOnceBy;
  const value = field === undefined ? undefined : personal?.[field];
  if (value === undefined) return undefined;
  return privateStore.digest(JSON.stringify(['identity', kind, village, value]));
}

/**
 * The rules that the private store is asked for, with what the commands of a group have brought before one
 * another: who was erased takes no personal values, and a person is registered once.
 */
export class People {
  /** Record -> the digest that it is recognised by, and the other way round: as the commands so far leave it. */
  private readonly identities = new Map<string, string>();
  private readonly records = new Map<string, Map<string, RecordKey>>();

  constructor(
    private readonly bureau: Known,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Looks up whom these tasks, and the records that they read, are recognised by; the records of all of them,
   * which decisions will ask the ledger for.
   */
  async load(tasks: readonly Pick<Task, 'subject' | 'reads' | 'personal'>[]): Promise<readonly RecordKey[]> {
    const { def, privateStore } = this.bureau;
    const kinds = Object.entries(def.persons ?? {}).flatMap(([kind, of]) =>
      of.registeredOnceBy ? [kind] : [],
    );
    if (!kinds.length) return [];
    const read = tasks
      .flatMap(({ subject, reads }) => reads ?? this.ledger.ofVillage(subject))
      .filter(
        ({ kind, id, village }) =>
          kinds.includes(kind) && !this.identities.has(nameOf({ kind, village, id })),
      );
    const brought = tasks.flatMap(({ subject: village, personal }) =>
      kinds.map((kind) => identityIn(this.bureau, { kind, village }, personal)),
    );
    const known = read.length ? await privateStore.identitiesOf(read) : [];
    const identities = [...new Set([...brought, ...known])].filter((identity) => identity !== undefined);
    const records: RecordKey[] = [];
    for (const [identity, some] of identities.length ? await privateStore.recordsOf(identities) : [])
      for (const record of some) {
        records.push(record);
        if (!this.identities.has(nameOf(record))) this.knows(record, identity);
      }
    return records;
  }

  /** What stands against the records becoming `entries`; the digest that `about` is recognised by then. */
  check({ about, person, personal }: Concerned, entries: readonly Entry[]) {
    const { def, privateStore } = this.bureau;
    const violations: Violation[] = [];
    if (personal && privateStore.erasedAt(person)) violations.push({ rule: 'person-erased' });
    const identity = identityIn(this.bureau, about, personal);
    const appearing = new Map(
      entries
        .filter(({ key }) => def.persons?.[key.kind]?.registeredOnceBy)
        .filter(({ key, timeline }) => classificationOf({ timeline }) && !this.isThere(key))
        .map(({ key }) => [nameOf(key), { record: key, identity: this.identities.get(nameOf(key)) }]),
    );
    if (identity !== undefined) appearing.set(nameOf(about), { record: about, identity });
    for (const { record, identity } of appearing.values())
      for (const { id } of identity === undefined ? [] : this.others(record, identity))
        violations.push({ rule: 'registered-already', params: { record: id } });
    return { violations, identity };
  }

  /** The record is recognised by this digest from now on. */
  knows(record: RecordKey, identity: string | undefined): void {
    if (identity === undefined) return;
    this.identities.set(nameOf(record), identity);
    const others = this.records.get(identity) ?? new Map<string, RecordKey>();
    this.records.set(identity, others.set(nameOf(record), record));
  }

  private isThere(record: RecordKey): boolean {
    return classificationOf({ timeline: this.ledger.timelineOf(record) }) !== null;
  }

  /** The other records that are there and recognised by the digest. */
  private others(record: RecordKey, identity: string): RecordKey[] {
    return [...(this.records.get(identity) ?? [])].flatMap(([name, other]) =>
      name !== nameOf(record) && this.identities.get(name) === identity && this.isThere(other) ? [other] : [],
    );
  }
}
