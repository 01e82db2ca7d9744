import { MultipleErrors, NetworkError } from '@platformatic/kafka';
import { plain, plainly } from './kafka-failure';

describe('a failure of Kafka', () => {
  const refused = new NetworkError('Connection to kafka-1:9092 failed.', {
    cause: new Error('connect ECONNREFUSED 10.0.0.1:9092'),
  });
  const failure = new MultipleErrors('Listing topics failed.', [
    new MultipleErrors('metadata failed 2 times.', [refused, refused]),
  ]);

  it('given errors within errors, it says what was tried last, and why that failed', async () => {
    const sentence = 'Kafka: Connection to kafka-1:9092 failed. connect ECONNREFUSED 10.0.0.1:9092';
    await expect(plainly(Promise.reject(failure))).rejects.toThrow(sentence);
    expect(plain(failure)).toMatchObject({ message: sentence, cause: failure });
  });

  it('given an error that is not of the client, it stays as it is', () => {
    const error = new RangeError('of somebody else');
    expect(plain(error)).toBe(error);
    expect(plain('text')).toBe('text');
  });
});
