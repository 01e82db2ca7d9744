import { useCatalogue, useDistricts, type DistrictsAnswer } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { DistrictMap, Panel, Shown } from '@jiedui/web-ui';
import { figureOf, meaningOf, strengths } from './district-figures';
import { words } from './words';

/** The districts on the map, by any indicator. */
export function Districts() {
  const t = useWords(words);
  const districts = useDistricts();
  return (
    <Panel title={t.map} className="districts" aside={<IndicatorPicker />}>
      <Shown answered={districts} lines={14}>
        {(answer) => <Map answer={answer} />}
      </Shown>
    </Panel>
  );
}

function Map({ answer }: { readonly answer: DistrictsAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const shown = page.parameter('map');
  const indicator = useCatalogue().data?.indicators.find((known) => known.indicator === shown);
  const figures = answer.districts.map((district) =>
    figureOf(district, shown, indicator?.unit, page.language),
  );
  const strong = strengths(figures.map(({ value }) => value));
  const known = figures.filter(({ value }) => value !== null);
  const [low, high] = [known.reduce(least, known[0]!), known.reduce(most, known[0]!)];
  return (
    <>
      <div className="map-sheet">
        <DistrictMap
          label={t.map}
          chosen={page.district}
          choose={(code) => page.set({ district: code === page.district ? undefined : code })}
          districts={answer.districts.map(({ district }, at) => ({
            code: district.code,
            name: district[page.language],
            strength: strong[at]!,
            figure: figures[at]!.text,
            brief: figures[at]!.brief,
          }))}
        />
      </div>
      <p className="map-note">
        {low && high && <span>{t.mapFrom(t[meaningOf(shown, indicator?.kind)], low.text, high.text)}</span>}
        <span>{t.mapHelp}</span>
      </p>
    </>
  );
}

type Figure = ReturnType<typeof figureOf>;
const least = (a: Figure, b: Figure): Figure => (b.value! < a.value! ? b : a);
const most = (a: Figure, b: Figure): Figure => (b.value! > a.value! ? b : a);

function IndicatorPicker() {
  const page = usePage();
  const t = useWords(words);
  const { data } = useCatalogue();
  return (
    <select
      className="tool"
      aria-label={t.mapIndicator}
      value={page.parameter('map') ?? ''}
      onChange={({ target }) => page.set({ map: target.value })}
    >
      <option value="">{t.mapScore}</option>
      <option value="reached">{t.mapReached}</option>
      {data?.areas.map(({ area, ...name }) => (
        <optgroup key={area} label={name[page.language]}>
          {data.indicators
            .filter((indicator) => indicator.area === area)
            .map(({ indicator, ...words }) => (
              <option key={indicator} value={indicator}>
                {words[page.language]}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}
