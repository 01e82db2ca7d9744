import type { AreaDef, Text } from '@jiedui/programme';
import type { AnyKind, Refusal } from './domain/kind';

/**
 * A personal field or free text: validated like any other, then kept in the bureau's own encrypted store and
 * nowhere else (spec section 4, common rules).
 */
export interface PersonalField extends Text {
  readonly maxLength: number;
  readonly pattern?: RegExp;
  readonly optional: boolean;
}

const personal =
  (text: Text, maxLength: number, pattern?: RegExp) =>
  (options: { readonly optional?: boolean } = {}): PersonalField => ({
    ...text,
    maxLength,
    ...(pattern && { pattern }),
    optional: options.optional ?? true,
  });

export const personName = personal({ zh: '姓名', en: 'Name' }, 50);
export const identityNumber = personal({ zh: '身份证号', en: 'Identity number' }, 18, /^\d{17}[\dX]$/);
export const phone = personal({ zh: '联系电话', en: 'Phone' }, 20, /^[\d+\- ]{5,20}$/);
export const bankAccount = personal({ zh: '银行账号', en: 'Bank account' }, 30, /^[\d ]{8,30}$/);
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

/** Everything the kit needs to run a bureau: data and pure functions. */
export interface BureauDef {
  readonly area: AreaDef;
  readonly kinds: Readonly<Record<string, AnyKind>>;
  readonly commands: Readonly<Record<string, CommandDef>>;
  /** The text of each rule that the kinds name. `{param}` stands for a violation's parameter. */
  readonly rules: Readonly<Record<string, Text>>;
  /** The registry itself: its events carry named facts and no changes, and it asks nobody for villages. */
  readonly isRegistry?: boolean;
}
