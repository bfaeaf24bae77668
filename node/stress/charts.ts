// Charts as SVG text: no script, colours from the page's own variables.

const width = 640;
const height = 200;
const left = 64;
const right = 12;
const top = 12;
const bottom = 28;

/** Text that may stand in a page. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const rounded = (value: number): string => String(Math.round(value * 10) / 10 + 0);

/** A number that fits an axis: 1.2M, 35k. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Math.round(value / 1e4) / 100}M`;
  if (size >= 1e3) return `${Math.round(value / 100) / 10}k`;
  return `${Math.round(value * 100) / 100}`;
}

export interface Line {
  readonly name: string;
  /** Class of the page's style: a, b or c. */
  readonly style: string;
  readonly values: readonly number[];
}

const svg = (label: string, content: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">${content}</svg>`;

const label = (x: number, y: number, anchor: string, text: string): string =>
  `<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;

/** Lines over hours, each as a part of its first value (which is 1, if it is 0). */
export function lineChart(title: string, hours: readonly number[], lines: readonly Line[]): string {
  const scaled = lines.map(({ values, ...rest }) => ({
    ...rest,
    values: values.map((value) => value / (values[0]! || 1)),
  }));
  const all = scaled.flatMap(({ values }) => values);
  const low = Math.min(0, ...all);
  const high = Math.max(1.05, ...all);
  const end = hours.at(-1)! || 1;
  const x = (at: number): number => left + (at / end) * (width - left - right);
  const y = (value: number): number => height - bottom - ((value - low) / (high - low)) * (height - top - bottom);
  const ticks = [low, (low + high) / 2, high].map(
    (value) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${rounded(y(value))}" y2="${rounded(y(value))}"/>` +
      label(left - 6, y(value) + 4, 'end', `${Math.round(value * 100)} %`),
  );
  const drawn = scaled.map(({ style, values }) => {
    const points = values.map((value, at) => `${rounded(x(hours[at]!))},${rounded(y(value))}`).join(' ');
    return `<polyline class="${style}" points="${points}"/>`;
  });
  const times = [0, end / 2, end].map((at) => label(x(at), height - 8, 'middle', `${rounded(at)} h`));
  const key = scaled.map(({ name, style }) => `<span class="key ${style}">${escaped(name)}</span>`).join(' ');
  return `${svg(title, [...ticks, ...drawn, ...times].join(''))}<p>${key}</p>`;
}

const bars = 30;

/** How many of some values, none below 0, lie in each of equal parts, with lines at marks. */
export function histogram(
  title: string,
  values: readonly number[],
  marks: readonly (readonly [string, number])[],
): string {
  const high = Math.max(1, ...values);
  const counts = Array.from({ length: bars }, () => 0);
  for (const value of values) counts[Math.min(bars - 1, Math.floor((value / high) * bars))]! += 1;
  // Most runs lose nothing: roots keep the few that do in sight.
  const tallest = Math.sqrt(Math.max(1, ...counts));
  const step = (width - left - right) / bars;
  const x = (value: number): number => left + (value / high) * (width - left - right);
  const drawn = counts.map((count, at) => {
    const size = (Math.sqrt(count) / tallest) * (height - top - bottom);
    const title = `<title>${count} from ${short((high * at) / bars)} to ${short((high * (at + 1)) / bars)} USDC</title>`;
    return `<rect class="bar" x="${rounded(left + at * step + 1)}" y="${rounded(height - bottom - size)}" width="${rounded(step - 2)}" height="${rounded(size)}">${title}</rect>`;
  });
  const lines = marks.map(
    ([name, value], at) =>
      `<line class="mark" x1="${rounded(x(value))}" x2="${rounded(x(value))}" y1="${top}" y2="${height - bottom}"/>` +
      label(x(value) - 4, top + 12 + 14 * at, 'end', `${name} ${short(value)}`),
  );
  const axis = [0, high / 2, high].map((value, at) =>
    label(x(value), height - 8, at === 2 ? 'end' : 'middle', short(value)),
  );
  return svg(title, [...drawn, ...lines, ...axis].join(''));
}

/** A table whose cells are coloured by their part of the highest value. */
export function heatMap(
  names: readonly string[],
  values: readonly (readonly number[])[],
  notes: readonly (readonly string[])[],
): string {
  const high = Math.max(1, ...values.flat());
  const head = names.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const rows = values.map((row, at) => {
    const cells = row.map((value, column) => {
      // Roots, so that what is a hundredth of the highest is still seen.
      const heat = Math.round(Math.sqrt(value / high) * 70);
      const back = `background:color-mix(in srgb, var(--hot) ${heat}%, transparent)`;
      return `<td style="${back}">${short(value)}<br/><small>${escaped(notes[at]![column]!)}</small></td>`;
    });
    return `<tr><th scope="row">${escaped(names[at]!)}</th>${cells.join('')}</tr>`;
  });
  return `<table><thead><tr><th>shocked</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
