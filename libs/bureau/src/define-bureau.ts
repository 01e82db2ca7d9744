import type { AreaDef, Text } from '@jiedui/programme';
import type { AnyKind, Refusal } from './domain/kind';

/**
 * A personal field or free text: validated like any other, then kept in the bureau's own encrypted store and
 * nowhere else (spec section 4, common rules).
 */
export interface PersonalField extends Text {
  readonly maxLength: number;
  readonly pattern?: RegExp;
  /** The pattern in words, behind the name of the field. */
  readonly must?: Text;
  readonly optional: boolean;
}

const personal =
  (text: Text, maxLength: number, pattern?: RegExp, must?: Text) =>
  (options: { readonly optional?: boolean } = {}): PersonalField => ({
    ...text,
    maxLength,
    ...(pattern && { pattern }),
    ...(must && { must }),
    optional: options.optional ?? true,
  });

export const personName = personal({ zh: '姓名', en: 'Name' }, 50);
export const identityNumber = personal({ zh: '身份证号', en: 'Identity number' }, 18, /^[0-9]{17}[0-9X]$/, {
  zh: '须为 18 位身份证号，末位可为 X',
  en: 'must be an identity number of 18 digits, the last of which may be X',
});
export const phone = personal({ zh: '联系电话', en: 'Phone' }, 20, /^[0-9+\- ]{5,20}$/, {
  zh: '须为 5 至 20 位的电话号码，可含 +、- 和空格',
  en: 'must be a telephone number of 5 to 20 digits, +, - and spaces among them',
});
export const bankAccount = personal({ zh: '银行账号', en: 'Bank account' }, 30, /^[0-9 ]{8,30}$/, {
  zh: '须为 8 至 30 位的银行账号',
  en: 'must be a bank account of 8 to 30 digits',
});
export const address = personal({ zh: '住址', en: 'Address' }, 200);
export const freeText = (text: Text, maxLength = 500) => personal(text, maxLength);
export const remark = freeText({ zh: '备注', en: 'Remark' });

/**
 * A command of the bureau, in the imperative. Its input is the event's named fields (less the id that the
 * server makes and what `decide` adds), `village`, `occurredOn` and the personal fields.
 */
export interface CommandDef extends Text {
  /** The event type it emits, without the area. */
  readonly emits: string;
  readonly personal?: Readonly<Record<string, PersonalField>>;
  /** The key of the event; `city` for the registry's reference values. */
  readonly subject?: 'village' | 'city';
  /**
   * The fields of the event that the service itself decides from the input (its `village` and `occurredOn`
   * among it), or a refusal. Pure.
   */
  readonly decides?: readonly string[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the input is the command's own, checked before
  readonly decide?: (input: any) => Readonly<Record<string, unknown>> | Refusal;
}

/** Somebody whom a bureau knows by a pseudonymous id: a worker, a family, a leader. */
export interface PersonDef {
  /**
   * The personal field that tells them apart: a second record of the kind in the village with the same value
   * is refused as `registered-already` while the first is there.
   */
  readonly registeredOnceBy?: string;
}

/** Everything the kit needs to run a bureau: data and pure functions. */
export interface BureauDef {
  readonly area: AreaDef;
  readonly kinds: Readonly<Record<string, AnyKind>>;
  readonly commands: Readonly<Record<string, CommandDef>>;
  /**
   * Who stands behind the records: the kinds of record that are a person's (`worker`), and the ids of persons
   * that are no records (`leader`). What a command brings is kept under the key of the first of them that its
   * event names, else under one of the record that it is about.
   */
  readonly persons?: Readonly<Record<string, PersonDef>>;
  /** The text of each rule that the kinds name. `{param}` stands for a violation's parameter. */
  readonly rules: Readonly<Record<string, Text>>;
  /** The registry itself: its events carry named facts and no changes, and it asks nobody for villages. */
  readonly isRegistry?: boolean;
}
