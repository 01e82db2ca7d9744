import type { ExplanationAnswer } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { sumText } from './sums';
import { words } from './words';

/** The sums that the number follows from; by year where years are told apart. */
export function Totals({ answer }: { readonly answer: ExplanationAnswer }) {
  const { language } = usePage();
  const t = useWords(words);
  return (
    <section>
      <h3>{t.totals}</h3>
      <table>
        <tbody>
          {answer.totals.map(({ measure, sum, years, ...role }) => (
            <tr key={measure}>
              <th scope="row">
                {role[language]} <code className="quiet">{measure}</code>
              </th>
              <td className="n">
                {years ? (
                  <ul>
                    {years.map(({ year, sum: ofYear, count }) => (
                      <li key={year} className="year">
                        {t.ofYear(year)} <strong>{sumText(measure, ofYear, language)}</strong>{' '}
                        <span className="quiet">
                          {t.records} {format.count(count)}
                        </span>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <strong>{sumText(measure, sum, language)}</strong>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
