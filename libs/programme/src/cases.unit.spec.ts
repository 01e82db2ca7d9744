import { cases, type Case } from '../cases/cases';
import { naiveMeasures, programme } from '../cases/naive-fold';
import { asOf, evaluate } from './index';

describe.each(cases)('$name ($why)', ({ reference, events, checks }) => {
  const answer = ({ asOf: day, asKnownAt, village, indicator }: Case['checks'][number]) => {
    const measures = naiveMeasures(
      events,
      village,
      { asOf: day, ...(asKnownAt && { asKnownAt }) },
      reference,
    );
    const { status, progress, value } = evaluate(
      programme.indicators.find(({ def }) => def.id === indicator)!,
      measures,
      asOf(day, programme.frame),
    );
    return { status, progress: progress && [progress.num, progress.den], value };
  };

  it.each(checks)('$indicator as of $asOf is $status', (check) => {
    const { status, progress, value } = check;
    expect(answer(check)).toMatchObject({ status, progress, ...(value !== undefined && { value }) });
  });
});

it('the programme promises 17 targets among 45 indicators in ten areas', () => {
  expect(programme.areas).toHaveLength(10);
  expect(programme.indicators).toHaveLength(45);
  expect(programme.indicators.filter(({ def }) => def.target)).toHaveLength(17);
});
