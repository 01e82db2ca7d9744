import { useDistricts } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { words } from './words';

/** The whole city, or one district: the pages are then the district's own. */
export function ScopePicker() {
  const page = usePage();
  const t = useWords(words);
  const { data } = useDistricts();
  return (
    <label>
      <span className="unseen">{t.scope}</span>
      <select
        className="tool"
        value={page.district ?? ''}
        onChange={({ target }) => page.set({ district: target.value })}
      >
        <option value="">{t.city}</option>
        {data?.districts.map(({ district }) => (
          <option key={district.code} value={district.code}>
            {district[page.language]}
          </option>
        ))}
        {!data && page.district !== undefined && <option value={page.district}>{page.district}</option>}
      </select>
    </label>
  );
}
