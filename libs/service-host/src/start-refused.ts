/** The service cannot start, for a reason that one sentence tells the person who starts it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}
