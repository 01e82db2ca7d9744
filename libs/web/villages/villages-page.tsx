import { usePage, useWords } from '@jiedui/web-page';
import { VillageFilter } from '@jiedui/web-ui';
import { VillageList } from './village-list';
import { words } from './words';

/** The villages, filtered and sorted: what stands behind every figure. */
export function VillagesPage() {
  const t = useWords(words);
  const page = usePage();
  return (
    <section className="panel village-filter">
      <h1 className="unseen">{t.title}</h1>
      <VillageFilter key={page.parameter('text') ?? ''} />
      <VillageList />
    </section>
  );
}
