import { useCatalogue, type AttentionAnswer } from '@jiedui/web-api';
import { usePage, useWords, villagePath } from '@jiedui/web-page';
import { Link } from 'react-router';
import { reasonsOf } from './reasons';
import { words } from './words';

/** Villages that need someone, and why. */
export function NeedsTable({ answer }: { readonly answer: AttentionAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const { language } = page;
  const { data } = useCatalogue();
  const nameOf = (id: string) => data?.areas.find(({ area }) => area === id)?.[language] ?? id;
  return (
    <table className="needs">
      <thead>
        <tr>
          <th>{t.village}</th>
          <th>{t.reason}</th>
        </tr>
      </thead>
      <tbody>
        {answer.villages.map((need) => (
          <tr key={need.village.code}>
            <th scope="row">
              <Link to={page.to(villagePath(need.village.code))}>
                {need.village.name ?? need.village.code}
              </Link>
              <span className="place">
                {need.village.district[language]} {need.village.townName}
              </span>
            </th>
            <td>{reasonsOf(need, answer.targets, nameOf, language).join(language === 'zh' ? '；' : '; ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
