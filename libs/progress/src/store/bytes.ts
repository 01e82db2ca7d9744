/**
 * Numbers and texts in few bytes. Numbers have 7 bits a byte, the lowest first (LEB128); signed ones have their
 * sign beside the first 6. A text is its length in UTF-8 and 1, and its bytes; one that is a UUID as it is
 * commonly written is 0 and its 16 bytes.
 */
const UUID = 0;
const UUID_LENGTH = 36;
const UUID_BYTES = 16;
const MOST_BYTES_OF_NUMBER = 8;
const DASH = 0x2d;

/** The value of each lower-case hexadecimal digit, by its character; that of all others makes a byte negative. */
const NO_DIGIT = -256;
const HEX = new Int16Array(0x80).fill(NO_DIGIT);
for (const [value, digit] of [...'0123456789abcdef'].entries()) HEX[digit.charCodeAt(0)] = value;
const isDashAt = (at: number): boolean => at === 8 || at === 13 || at === 18 || at === 23;

/** Writes one behind the other into room that grows. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1 << 15);
  private at = 0;

  get length(): number {
    return this.at;
  }

  /** Empties it; the room is used again. */
  clear(): void {
    this.at = 0;
  }

  /** A safe integer of at least 0. */
  unsigned(number: number): void {
    this.ensureRoom(MOST_BYTES_OF_NUMBER);
    this.put(number);
  }

  /** A safe integer; -0 becomes 0. */
  signed(number: number): void {
    this.ensureRoom(MOST_BYTES_OF_NUMBER);
    const size = Math.abs(number);
    const first = (size % 0x40) + (number < 0 ? 0x40 : 0);
    if (size < 0x40) this.bytes[this.at++] = first;
    else {
      this.bytes[this.at++] = first + 0x80;
      this.put(Math.floor(size / 0x40));
    }
  }

  text(text: string): void {
    this.ensureRoom(MOST_BYTES_OF_NUMBER + 3 * text.length);
    if (text.length === UUID_LENGTH && this.uuid(text)) return;
    const before = this.at;
    this.put(text.length + 1);
    const { bytes } = this;
    let { at } = this;
    for (let i = 0; i < text.length; i++) {
      const char = text.charCodeAt(i);
      if (char > 0x7f) {
        this.at = before;
        this.put(Buffer.byteLength(text) + 1);
        this.at += bytes.write(text, this.at);
        return;
      }
      bytes[at++] = char;
    }
    this.at = at;
  }

  /** What was written from one length to another. */
  slice(from: number, to: number): Uint8Array {
    return this.bytes.subarray(from, to);
  }

  /** Few at a time: byte by byte is quickest then. Returns where it ends. */
  copy(to: Uint8Array, at: number, from: number, end: number): number {
    const { bytes } = this;
    for (let i = from; i < end; i++) to[at++] = bytes[i]!;
    return at;
  }

  /** False: it is none, and nothing is written. */
  private uuid(text: string): boolean {
    const { bytes } = this;
    let at = this.at + 1;
    for (let i = 0; i < UUID_LENGTH;) {
      if (isDashAt(i)) {
        if (text.charCodeAt(i++) !== DASH) return false;
        continue;
      }
      const high = HEX[text.charCodeAt(i++)] ?? NO_DIGIT;
      const byte = 16 * high + (HEX[text.charCodeAt(i++)] ?? NO_DIGIT);
      if (byte < 0) return false;
      bytes[at++] = byte;
    }
    bytes[this.at] = UUID;
    this.at = at;
    return true;
  }

  private put(number: number): void {
    const { bytes } = this;
    while (number > 0x7f) {
      bytes[this.at++] = (number % 0x80) + 0x80;
      number = Math.floor(number / 0x80);
    }
    bytes[this.at++] = number;
  }

  private ensureRoom(needed: number): void {
    if (this.at + needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(2 * (this.at + needed));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }
}

/** Reads what a {@link ByteWriter} wrote. */
export class ByteReader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor({ buffer, byteOffset, length }: Uint8Array) {
    this.bytes = Buffer.from(buffer, byteOffset, length);
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  unsigned(): number {
    let number = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.bytes[this.at++]!;
      if (byte < 0x80) return number + byte * scale;
      number += (byte - 0x80) * scale;
    }
  }

  signed(): number {
    const first = this.bytes[this.at++]!;
    const size = first < 0x80 ? first % 0x40 : (first % 0x40) + 0x40 * this.unsigned();
    return (first & 0x40) === 0 ? size : 0 - size;
  }

  text(): string {
    const head = this.unsigned();
    const from = this.at;
    if (head !== UUID) return this.bytes.toString('utf8', from, (this.at += head - 1));
    const hex = this.bytes.toString('hex', from, (this.at += UUID_BYTES));
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
