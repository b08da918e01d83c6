/** Figures of a batch, and how they leave the page: as SVG, as PNG, and their numbers as CSV. */
import { useRef } from 'preact/hooks';
import { type Filters, VERDICTS } from '../dataset';
import { save, saveText } from '../export';
import { count, csvCell, images, percent, shown } from '../text';
import { Icon, Popover, Text } from './parts';

export interface Numbers {
  name: string;
  header: string[];
  rows: (string | number | null)[][];
}

/** The menu that saves a figure. */
export function Save({ svg, numbers }: { svg: () => string; numbers: Numbers }) {
  const csv = () => [numbers.header, ...numbers.rows].map((row) => row.map(csvCell).join(',')).join('\n') + '\n';
  return (
    <Popover label="" icon="export" title={'Save figure: ' + numbers.name.replace(/-/g, ' ')}>
      <button type="button" onClick={() => saveText(numbers.name + '.svg', 'image/svg+xml', svg())}>
        Figure as SVG
      </button>
      <button type="button" onClick={() => void png(svg()).then((blob) => save(numbers.name + '.png', blob))}>
        Figure as PNG
      </button>
      <button type="button" onClick={() => saveText(numbers.name + '.csv', 'text/csv', csv())}>
        Numbers as CSV
      </button>
    </Popover>
  );
}

async function png(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'));
}

function xml(text: string): string {
  return shown(text).replace(/[&<>"']/g, (c) => '&#' + c.charCodeAt(0) + ';');
}

const FONT = 'font-family="system-ui, sans-serif"';
export const GOOD = '#17696f';
export const BAD = '#b0482c';
export const PLAIN = '#8a949a';

// The confusion matrix.

export interface Confusion {
  classes: string[];
  /** By label, then by predicted class. */
  counts: number[][];
  /** How many classes there are in all. */
  all: number;
  /** Predictions of shown labels that are other classes than those shown. */
  elsewhere: number[];
}

const MATRIX_CLASSES = 20;

/** All classes, or those that are confused most. */
export function confusionOf(names: string[], cells: Map<number, number>, everything: boolean): Confusion {
  const n = names.length;
  const mistakes = new Float64Array(n);
  const seen = new Float64Array(n);
  const support = new Float64Array(n);
  cells.forEach((images_, cell) => {
    const label = Math.floor(cell / n);
    const predicted = cell % n;
    support[label] += images_;
    seen[label] += images_;
    seen[predicted] += images_;
    if (label !== predicted) {
      mistakes[label] += images_;
      mistakes[predicted] += images_;
    }
  });
  const present = Array.from({ length: n }, (_, id) => id).filter((id) => id > 0 && seen[id] > 0);
  const order =
    present.length <= MATRIX_CLASSES
      ? present
      : present.sort((a, b) => mistakes[b] - mistakes[a] || seen[b] - seen[a]).slice(0, everything ? 60 : MATRIX_CLASSES);
  const ids = [...order].sort((a, b) => (names[a] < names[b] ? -1 : 1));
  const counts = ids.map((label) => ids.map((predicted) => cells.get(label * n + predicted) ?? 0));
  return {
    classes: ids.map((id) => names[id]),
    counts,
    all: present.length,
    elsewhere: ids.map((id, i) => support[id] - counts[i].reduce((a, b) => a + b, 0)),
  };
}

function shade(share: number): number {
  return share === 0 ? 0 : 0.1 + 0.9 * Math.sqrt(share);
}

export function ConfusionMatrix({ confusion, filters, onPick }: { confusion: Confusion; filters: Filters; onPick: (label: string, predicted: string) => void }) {
  const table = useRef<HTMLTableElement>(null);
  const n = confusion.classes.length;
  const narrow = n > 8;
  function move(event: KeyboardEvent): void {
    const cell = (event.target as HTMLElement).closest('button')?.dataset.cell?.split('-').map(Number);
    const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (cell && by) {
      event.preventDefault();
      const next = table.current?.querySelector<HTMLElement>('[data-cell="' + (cell[0] + by[0]) + '-' + (cell[1] + by[1]) + '"]');
      next?.focus();
    }
  }
  return (
    <div class="scroll" tabIndex={narrow ? 0 : -1} role="region" aria-label="Confusion matrix">
      <table class={'confusion' + (narrow ? ' narrow' : '')} ref={table} onKeyDown={move}>
        <thead>
          <tr>
            <td class="corner">
              <span>labelled</span>
            </td>
            {confusion.classes.map((name) => (
              <th scope="col" key={name} title={shown(name)}>
                <span>
                  <Text>{name}</Text>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.counts.map((row, i) => {
            const support = row.reduce((a, b) => a + b, 0) + confusion.elsewhere[i];
            return (
              <tr key={confusion.classes[i]}>
                <th scope="row" title={shown(confusion.classes[i])}>
                  <span>
                    <Text>{confusion.classes[i]}</Text>
                  </span>
                </th>
                {row.map((images_, j) => {
                  const share = support === 0 ? 0 : images_ / support;
                  const chosen = filters.label.includes(confusion.classes[i]) && filters.predicted.includes(confusion.classes[j]);
                  return (
                    <td key={j}>
                      <button
                        type="button"
                        data-cell={i + '-' + j}
                        tabIndex={i === 0 && j === 0 ? 0 : -1}
                        class={(i === j ? 'right' : 'wrong') + (images_ === 0 ? ' none' : '') + (shade(share) > 0.62 ? ' deep' : '')}
                        style={{ '--shade': Math.round(100 * shade(share)) + '%' }}
                        aria-pressed={chosen}
                        aria-label={
                          images(images_) + ' labelled ' + shown(confusion.classes[i]) + ', predicted ' + shown(confusion.classes[j])
                        }
                        onClick={() => onPick(confusion.classes[i], confusion.classes[j])}
                      >
                        {images_ === 0 ? '·' : count(images_)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function confusionSvg(confusion: Confusion): string {
  const n = confusion.classes.length;
  const cell = 46;
  const left = 170;
  const top = 130;
  const parts: string[] = [];
  confusion.classes.forEach((name, i) => {
    const short = Array.from(name).length > 22 ? Array.from(name).slice(0, 12).join('') + '…' + Array.from(name).slice(-8).join('') : name;
    const middle = i * cell + cell / 2;
    parts.push('<text x="' + (left - 10) + '" y="' + (top + middle + 4) + '" text-anchor="end" font-size="13">' + xml(short) + '</text>');
    parts.push('<text transform="translate(' + (left + middle + 4) + ' ' + (top - 10) + ') rotate(-50)" font-size="13">' + xml(short) + '</text>');
    const support = confusion.counts[i].reduce((a, b) => a + b, 0) + confusion.elsewhere[i];
    confusion.counts[i].forEach((images_, j) => {
      const s = shade(support === 0 ? 0 : images_ / support);
      parts.push(
        '<rect x="' + (left + j * cell + 1) + '" y="' + (top + i * cell + 1) + '" width="' + (cell - 2) + '" height="' + (cell - 2) +
          '" rx="4" fill="' + (i === j ? GOOD : BAD) + '" fill-opacity="' + s.toFixed(3) + '"/>' +
          '<text x="' + (left + j * cell + cell / 2) + '" y="' + (top + middle + 4) + '" text-anchor="middle" font-size="13" fill="' +
          (s > 0.62 ? '#fff' : '#1c2327') + '">' + images_ + '</text>',
      );
    });
  });
  const width = left + n * cell + 110;
  const height = top + n * cell + 20;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="' + width + '" height="' + height + '" viewBox="0 0 ' + width + ' ' + height + '" ' + FONT +
    ' fill="#1c2327"><text x="' + (left - 10) + '" y="' + (top - 12) + '" text-anchor="end" font-size="12" fill="#626c72">labelled \u2193 predicted \u2192</text>' +
    parts.join('') + '</svg>'
  );
}

export function confusionNumbers(confusion: Confusion): Numbers {
  return {
    name: 'confusion-matrix',
    header: ['label', ...confusion.classes],
    rows: confusion.counts.map((row, i) => [confusion.classes[i], ...row]),
  };
}

// Histograms.

interface HistogramProps {
  counts: Uint32Array[];
  extent: [number, number];
  range: [number, number] | undefined;
  label: string;
  height?: number;
  onRange: ((range: [number, number] | null) => void) | null;
}

/** A bar for each bin, by verdict; dragging over bars, or arrows and Enter, choose a range. */
export function Histogram({ counts, extent, range, label, height = 90, onRange }: HistogramProps) {
  const bins = counts[0].length;
  const totals = Array.from({ length: bins }, (_, i) => counts[0][i] + counts[1][i] + counts[2][i]);
  const tallest = Math.max(1, ...totals);
  const width = 300;
  const step = width / bins;
  const drag = useRef<{ from: number; to: number } | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const edge = (bin: number) => extent[0] + ((extent[1] - extent[0]) * bin) / bins;
  const binAt = (event: PointerEvent) => {
    const box = (svg.current as SVGSVGElement).getBoundingClientRect();
    return Math.max(0, Math.min(bins - 1, Math.floor(((event.clientX - box.left) / box.width) * bins)));
  };
  const choose = (from: number, to: number) =>
    onRange?.([round(edge(Math.min(from, to))), round(edge(Math.max(from, to) + 1))]);
  const inside = (bin: number) => !range || (edge(bin + 1) > range[0] + 1e-9 && edge(bin) < range[1] - 1e-9);
  return (
    <div class="histogram">
      <svg
        ref={svg}
        viewBox={'0 0 ' + width + ' ' + height}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        style={{ height: height + 'px' }}
        onPointerDown={(event) => {
          if (onRange) {
            const bin = binAt(event);
            drag.current = { from: bin, to: bin };
            (event.currentTarget as Element).setPointerCapture(event.pointerId);
          }
        }}
        onPointerMove={(event) => {
          if (drag.current) {
            drag.current.to = binAt(event);
          }
        }}
        onPointerUp={() => {
          const chosen = drag.current;
          drag.current = null;
          if (chosen) {
            choose(chosen.from, chosen.to);
          }
        }}
      >
        {totals.map((total, i) => {
          let at = height;
          return (
            <g key={i} class={inside(i) ? '' : 'out'}>
              {total > 0 &&
                ([0, 2, 1] as const).map((verdict) => {
                  const tall = (counts[verdict][i] / tallest) * (height - 4);
                  const shownTall = counts[verdict][i] > 0 ? Math.max(1.2, tall) : 0;
                  at -= shownTall;
                  return <rect key={verdict} class={VERDICTS[verdict]} x={i * step + 0.6} y={at} width={Math.max(0.5, step - 1.2)} height={shownTall} />;
                })}
            </g>
          );
        })}
        <line class="axis" x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
      </svg>
      <div class="ends">
        <span>{value(extent[0])}</span>
        <span>{value(extent[1])}</span>
      </div>
    </div>
  );
}

export function round(number: number): number {
  return Number(number.toPrecision(6));
}

export function value(number: number): string {
  return Math.abs(number) >= 1000 ? count(Math.round(number)) : String(Number(number.toFixed(2)));
}

export function histogramSvg(title: string, counts: Uint32Array[], extent: [number, number]): string {
  const bins = counts[0].length;
  const width = 640;
  const height = 320;
  const [left, bottom, top] = [60, 270, 40];
  const totals = Array.from({ length: bins }, (_, i) => counts[0][i] + counts[1][i] + counts[2][i]);
  const tallest = Math.max(1, ...totals);
  const step = (width - left - 20) / bins;
  const bars = totals.map((_, i) => {
    let at = bottom;
    return ([0, 2, 1] as const)
      .map((verdict) => {
        const tall = (counts[verdict][i] / tallest) * (bottom - top);
        at -= tall;
        return '<rect x="' + (left + i * step + 1).toFixed(1) + '" y="' + at.toFixed(1) + '" width="' + (step - 2).toFixed(1) + '" height="' + tall.toFixed(1) + '" fill="' + [GOOD, BAD, PLAIN][verdict] + '"/>';
      })
      .join('');
  });
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="' + width + '" height="' + height + '" viewBox="0 0 ' + width + ' ' + height + '" ' + FONT + ' fill="#1c2327" font-size="13">' +
    '<text x="' + left + '" y="22" font-size="15">' + xml(title) + '</text>' + bars.join('') +
    '<path d="M' + left + ' ' + bottom + 'H' + (width - 20) + '" stroke="#626c72"/>' +
    '<text x="' + left + '" y="290">' + value(extent[0]) + '</text><text x="' + (width - 20) + '" y="290" text-anchor="end">' + value(extent[1]) + '</text>' +
    '<text x="' + (left - 8) + '" y="' + (top + 10) + '" text-anchor="end">' + count(tallest) + '</text><text x="' + (left - 8) + '" y="' + bottom + '" text-anchor="end">0</text></svg>'
  );
}

export function histogramNumbers(id: string, counts: Uint32Array[], extent: [number, number]): Numbers {
  const bins = counts[0].length;
  const edge = (bin: number) => round(extent[0] + ((extent[1] - extent[0]) * bin) / bins);
  return {
    name: 'histogram-' + id.replace(/[^A-Za-z0-9]+/g, '-'),
    header: ['from', 'to', ...VERDICTS],
    rows: Array.from({ length: bins }, (_, i) => [edge(i), edge(i + 1), counts[0][i], counts[1][i], counts[2][i]]),
  };
}

export function Legend({ labelled }: { labelled: boolean }) {
  return (
    <p class="keys">
      {labelled && <span class="key correct">correct</span>}
      {labelled && <span class="key misclassified">misclassified</span>}
      <span class="key unlabelled">{labelled ? 'no label' : 'images'}</span>
    </p>
  );
}

export function Chip({ children, onRemove, name }: { children: preact.ComponentChildren; onRemove: () => void; name: string }) {
  return (
    <span class="chip">
      {children}
      <button type="button" onClick={onRemove} aria-label={'Remove the filter: ' + name}>
        <Icon of="close" />
      </button>
    </span>
  );
}

export { percent };
