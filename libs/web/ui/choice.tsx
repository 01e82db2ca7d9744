import { usePage } from '@jiedui/web-page';
import { Link } from 'react-router';

export interface Option {
  /** Undefined: the default, which stands in no address. */
  readonly value: string | undefined;
  readonly text: string;
}

/** A choice among few, kept in the address as a parameter. */
export function Choice({
  label,
  parameter,
  options,
}: {
  readonly label: string;
  readonly parameter: string;
  readonly options: readonly Option[];
}) {
  const page = usePage();
  const chosen = page.parameter(parameter);
  return (
    <span className="choice" role="group" aria-label={label}>
      {options.map(({ value, text }) => (
        <Link
          key={value ?? ''}
          to={page.here({ [parameter]: value, offset: undefined })}
          replace
          preventScrollReset
          aria-current={value === chosen}
        >
          {text}
        </Link>
      ))}
    </span>
  );
}
