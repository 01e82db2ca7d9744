import { readFileSync } from 'node:fs';

/** Settings from the environment; what is wrong with them is gathered, in a sentence each. */
export class Settings {
  readonly mistakes: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Undefined when it is unset or empty. */
  text(name: string): string | undefined {
    return this.env[name] || undefined;
  }

  /** What the variable says; `fallback` when it is unset or says nothing that `parse` takes. */
  read<T>(name: string, fallback: T, must: string, parse: (text: string) => T | undefined): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = parse(text);
    if (value === undefined) this.mistakes.push(`${name} must be ${must}.`);
    return value ?? fallback;
  }

  oneOf<T extends string>(name: string, fallback: T, ...values: readonly T[]): T {
    return this.read(name, fallback, `one of ${values.join(', ')}`, (text) =>
      values.find((value) => value === text),
    );
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    return this.read(name, fallback, `a number from ${min} to ${max}`, (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
    );
  }

  /** A secret, or the first line of the file that `<name>_FILE` names. */
  secret(name: string): string | undefined {
    const [text, file] = [this.text(name), this.file(`${name}_FILE`)];
    if (text !== undefined && file !== undefined)
      this.mistakes.push(`${name} and ${name}_FILE are both set: leave one of them.`);
    if (file === undefined) return text;
    const [line] = readFileSync(file, 'utf8').split(/\r?\n/);
    if (!line) this.mistakes.push(`${name}_FILE names ${file}, which is empty.`);
    return line;
  }

  /** A file that can be read. */
  file(name: string): string | undefined {
    return this.read<string | undefined>(name, undefined, 'a file that can be read', (file) => {
      try {
        readFileSync(file);
        return file;
      } catch {
        return undefined;
      }
    });
  }
}

/** The parts of a text, by comma; undefined unless each is such an item. */
export function list(text: string, item: RegExp): string[] | undefined {
  const items = text.split(',').map((part) => part.trim());
  return items.every((part) => item.test(part)) ? items : undefined;
}
