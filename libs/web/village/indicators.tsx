import { useCatalogue, useCourse, type VillageAnswer } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { Choice, Light, Panel } from '@jiedui/web-ui';
import { Course } from './course';
import { IndicatorRow } from './indicator-row';
import { troublesOf } from './troubles';
import { words } from './words';

/** Every indicator of the village, area by area. */
export function Indicators({ code, answer }: { readonly code: string; readonly answer: VillageAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const { language } = page;
  const catalogue = useCatalogue().data;
  const course = useCourse(code).data;
  const isShort = page.parameter('show') === 'targets';
  const opened = page.parameter('course');
  const rows = answer.indicators.flatMap((indicator) => {
    const known = catalogue?.indicators.find((one) => one.indicator === indicator.indicator);
    if (!known || (isShort && !indicator.target)) return [];
    return [
      { indicator, known, course: course?.indicators.find((one) => one.indicator === known.indicator) },
    ];
  });
  const columns = [t.indicator, t.status, t.value, t.asked, t.gap, t.course, t.forecast, t.why];
  return (
    <Panel
      title={t.indicators}
      className="indicators"
      aside={
        <Choice
          label={t.shown}
          parameter="show"
          options={[
            { value: undefined, text: t.allKinds },
            { value: 'targets', text: t.onlyTargets },
          ]}
        />
      }
    >
      <table>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column}>
                {at === columns.length - 1 ? <span className="unseen">{column}</span> : column}
              </th>
            ))}
          </tr>
        </thead>
        {answer.areas.map((area) => {
          const own = rows.filter(({ indicator }) => indicator.area === area.area);
          return own.length === 0 ? null : (
            <tbody key={area.area} id={`area-${area.area}`}>
              <tr className="area">
                <th colSpan={columns.length} scope="rowgroup">
                  <span className="area-name">{area[language]}</span>
                  <Light
                    status={area.light}
                    {...(area.provisional !== undefined && { provisional: area.provisional })}
                  />
                  <span className="bureau">
                    {catalogue?.areas.find((known) => known.area === area.area)?.bureau[language]}
                  </span>
                  {troublesOf(area, language).map((trouble) => (
                    <span key={trouble} className="trouble">
                      {trouble}
                    </span>
                  ))}
                </th>
              </tr>
              {own.map((row) => (
                <IndicatorRow
                  key={row.known.indicator}
                  village={code}
                  {...row}
                  isOpen={opened === row.known.indicator}
                >
                  {opened === row.known.indicator && course && row.course && (
                    <Course
                      frame={answer.frame}
                      days={course.days}
                      indicator={row.known}
                      course={row.course}
                    />
                  )}
                </IndicatorRow>
              ))}
            </tbody>
          );
        })}
      </table>
      <p className="method">{t.method}</p>
    </Panel>
  );
}
