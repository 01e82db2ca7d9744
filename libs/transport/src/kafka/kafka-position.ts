/** A partition of a topic and the offset of the message that comes next. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

export type Place = Omit<Position, 'offset'>;

/** By {@link keyOf}. */
export type Positions = ReadonlyMap<string, Position>;

export const keyOf = ({ topic, partition }: Place): string => `${topic}/${partition}`;
