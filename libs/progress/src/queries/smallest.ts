/** Keeps the `capacity` smallest of what it is offered, by key and then item: a heap with the largest on top. */
export class Smallest {
  private readonly keys: Float64Array;
  private readonly items: Int32Array;
  size = 0;

  constructor(private readonly capacity: number) {
    this.keys = new Float64Array(capacity);
    this.items = new Int32Array(capacity);
  }

  /** What has a larger key than this would not be kept. */
  get worst(): number {
    return this.size < this.capacity ? Infinity : this.keys[0]!;
  }

  offer(key: number, item: number): void {
    if (this.size < this.capacity) this.rise(this.size++, key, item);
    else if (!this.isAfter(key, item, 0)) this.sink(key, item);
  }

  sorted(): number[] {
    const order = Array.from({ length: this.size }, (_, at) => at);
    order.sort((a, b) => this.keys[a]! - this.keys[b]! || this.items[a]! - this.items[b]!);
    return order.map((at) => this.items[at]!);
  }

  private rise(hole: number, key: number, item: number): void {
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.isAfter(key, item, parent)) break;
      this.keys[hole] = this.keys[parent]!;
      this.items[hole] = this.items[parent]!;
      hole = parent;
    }
    this.keys[hole] = key;
    this.items[hole] = item;
  }

  private sink(key: number, item: number): void {
    let hole = 0;
    for (let child = 1; child < this.size; child = 2 * hole + 1) {
      if (child + 1 < this.size && this.isAfter(this.keys[child + 1]!, this.items[child + 1]!, child))
        child++;
      if (this.isAfter(key, item, child)) break;
      this.keys[hole] = this.keys[child]!;
      this.items[hole] = this.items[child]!;
      hole = child;
    }
    this.keys[hole] = key;
    this.items[hole] = item;
  }

  private isAfter(key: number, item: number, other: number): boolean {
    return key > this.keys[other]! || (key === this.keys[other]! && item > this.items[other]!);
  }
}
