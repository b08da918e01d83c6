/** The images of the selection as cards with their maps; only those in view exist in the page. */
import { Component } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../app';
import { WRONG } from '../dataset';
import type { ImageDetail } from '../format';
import { type LowMap, lowMap } from '../heat';
import { type MapPlace, type Overlay, overlayOn } from '../overlay';
import { percent } from '../text';
import { ImageName, Text, useApp } from './parts';

/** Browsers end at 17 million pixels; a longer list moves faster than its scroll bar. */
const TALLEST = 12_000_000;
const GAP = 14;
const CAPTION = 74;
const SETTLED_MILLIS = 60;

interface Window {
  first: number;
  last: number;
  /** Where the first row of the window is, in pixels of the scrolled content. */
  top: number;
}

export function mapFor(app: App, row: number, detail: ImageDetail): LowMap | undefined {
  const { map } = app.state.maps;
  const k = app.classOf(row, detail);
  const raw = detail.maps.find((one) => one[0] === map && (one[1] === k || one[1] === -1));
  return raw && lowMap(raw);
}

/** One scale for the maps of all classes of an image, or null where each has its own. */
export function sharedScale(detail: ImageDetail, map: number, wanted: boolean): [number, number] | null {
  if (!wanted) {
    return null;
  }
  const peaks = detail.maps.filter((one) => one[0] === map).map(lowMap).filter((low) => !low.nil);
  return [0, Math.max(0, ...peaks.map((low) => low.peak)) || 1];
}

/** The part of a picture of the given size that the model saw, by its rectangle in the image. */
export function viewIn(detail: ImageDetail, left: number, top: number, width: number, height: number) {
  const [x, y, w, h] = detail.view;
  const sx = width / Math.max(1, detail.w);
  const sy = height / Math.max(1, detail.h);
  return { x: left + x * sx, y: top + y * sy, width: w * sx, height: h * sy };
}

export function pictureIn(detail: ImageDetail, size: number) {
  const scale = size / Math.max(1, detail.w, detail.h);
  const width = Math.max(1, Math.round(detail.w * scale));
  const height = Math.max(1, Math.round(detail.h * scale));
  return { left: Math.round((size - width) / 2), top: Math.round((size - height) / 2), width, height };
}

export function Grid({ plain = false }: { plain?: boolean }) {
  const app = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<Overlay | null>(null);
  const position = useRef({ scroll: 0, virtual: 0 });
  const [, again] = useState(0);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [focused, setFocused] = useState(0);
  const rows = app.selection;
  const size = app.state.size;

  const columns = Math.max(1, Math.floor((room.width - GAP) / (size + GAP)));
  const cell = Math.max(size, Math.floor((room.width - GAP * (columns + 1)) / columns));
  const step = cell + CAPTION + GAP;
  const total = Math.ceil(rows.length / columns) * step + GAP;
  const height = Math.min(total, TALLEST);
  const scaled = total > TALLEST;

  useLayoutEffect(() => {
    const box = scroller.current as HTMLDivElement;
    const measure = () => setRoom({ width: box.clientWidth, height: box.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    overlay.current = overlayOn(canvas.current as HTMLCanvasElement, plain);
    (canvas.current as HTMLCanvasElement).dataset.kind = overlay.current.kind;
    again((n) => n + 1);
  }, []);

  // A new selection begins at its top.
  useLayoutEffect(() => {
    position.current = { scroll: 0, virtual: 0 };
    (scroller.current as HTMLDivElement).scrollTop = 0;
    setFocused(0);
  }, [JSON.stringify([app.state.filters, app.state.sort])]);

  const virtual = scaled ? Math.min(position.current.virtual, Math.max(0, total - room.height)) : position.current.scroll;
  const firstLine = Math.max(0, Math.floor(virtual / step) - 1);
  const lines = Math.ceil(room.height / step) + 3;
  const view: Window = {
    first: firstLine * columns,
    last: Math.min(rows.length, (firstLine + lines) * columns),
    top: scaled ? position.current.scroll - (virtual - firstLine * step) : firstLine * step,
  };
  const visible = room.width === 0 ? [] : Array.from(rows.subarray(view.first, view.last));
  const key = visible.join();

  function scrolled(): void {
    const box = scroller.current as HTMLDivElement;
    const before = position.current;
    const now = box.scrollTop;
    const moved = now - before.scroll;
    const furthest = box.scrollHeight - box.clientHeight;
    let to = now;
    if (scaled) {
      const small = Math.abs(moved) < 2 * box.clientHeight && now > 0 && now < furthest - 1;
      to = small ? before.virtual + moved : (now / Math.max(1, furthest)) * (total - box.clientHeight);
    }
    position.current = { scroll: now, virtual: Math.max(0, to) };
    if (scaled || Math.max(0, Math.floor(to / step) - 1) !== firstLine) {
      again((n) => n + 1);
    }
  }

  // What flies past is not loaded.
  useEffect(() => {
    const timer = setTimeout(() => app.want(visible), SETTLED_MILLIS);
    return () => clearTimeout(timer);
  }, [key]);

  const settings = [app.state.maps.on, app.state.maps.map, app.state.maps.of, app.state.sort.by, app.hasMeasures, app.catalogue.maps.length].join();
  const details = visible.map((row) => app.detail(row));
  const { maps } = app.state;
  const known = details.map((detail) => (detail ? '1' : '0')).join('');
  useLayoutEffect(() => {
    const places: MapPlace[] = [];
    if (maps.on) {
      visible.forEach((row, i) => {
        const detail = details[i];
        const low = detail && mapFor(app, row, detail);
        if (detail && low && !low.nil && !low.empty && low.peak > 0 && low.values.length > 0) {
          const left = GAP + (i % columns) * (cell + GAP);
          const top = GAP + Math.floor(i / columns) * step;
          const picture = pictureIn(detail, cell);
          places.push({
            low,
            shared: sharedScale(detail, maps.map, maps.shared),
            ...viewIn(detail, left + picture.left, top + picture.top, picture.width, picture.height),
          });
        }
      });
    }
    overlay.current?.setMaps(places, room.width, lines * step + GAP);
    overlay.current?.paint({ colormap: maps.colormap, opacity: maps.opacity / 100, fade: maps.fade });
  }, [key, known, maps.on, maps.map, maps.of, maps.shared, cell, columns, room.width, lines, overlay.current]);
  useLayoutEffect(() => {
    overlay.current?.paint({ colormap: maps.colormap, opacity: maps.opacity / 100, fade: maps.fade });
  }, [maps.colormap, maps.opacity, maps.fade]);

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(room.height / step)) * columns;
    const moves: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, PageDown: page, PageUp: -page };
    let to: number;
    if (event.key === 'Home') {
      to = 0;
    } else if (event.key === 'End') {
      to = rows.length - 1;
    } else if (event.key in moves) {
      to = focused + moves[event.key];
    } else {
      return;
    }
    event.preventDefault();
    reveal(Math.max(0, Math.min(rows.length - 1, to)));
  }

  function reveal(index: number): void {
    const box = scroller.current as HTMLDivElement;
    setFocused(index);
    const top = Math.floor(index / columns) * step;
    const at = scaled ? position.current.virtual : box.scrollTop;
    let to = at;
    if (top < at) {
      to = top;
    } else if (top + step + GAP > at + box.clientHeight) {
      to = top + step + GAP - box.clientHeight;
    }
    if (to !== at) {
      const scroll = scaled ? (to / Math.max(1, total - box.clientHeight)) * (box.scrollHeight - box.clientHeight) : to;
      position.current = { scroll, virtual: to };
      box.scrollTop = scroll;
      position.current.scroll = box.scrollTop;
      again((n) => n + 1);
    }
    requestAnimationFrame(() => box.querySelector<HTMLElement>('[data-index="' + index + '"]')?.focus({ preventScroll: true }));
  }

  return (
    <div class="grid" ref={scroller} onScroll={scrolled} onKeyDown={move} tabIndex={rows.length === 0 ? 0 : -1} role="region" aria-label="Images">
      <div class="space" style={{ height: height + 'px' }}>
        <ul class="window" style={{ transform: 'translateY(' + view.top + 'px)' }}>
          {visible.map((row, i) => (
            <Card
              key={row}
              app={app}
              row={row}
              detail={details[i]}
              index={view.first + i}
              of={rows.length}
              tabbable={view.first + i === focused || (i === 0 && (focused < view.first || focused >= view.last))}
              onFocus={() => setFocused(view.first + i)}
              left={GAP + (i % columns) * (cell + GAP)}
              top={GAP + Math.floor(i / columns) * step}
              cell={cell}
              settings={settings}
            />
          ))}
        </ul>
        <canvas ref={canvas} class="maps" aria-hidden="true" style={{ transform: 'translateY(' + view.top + 'px)' }} />
      </div>
    </div>
  );
}

interface CardProps {
  app: App;
  row: number;
  detail: ImageDetail | undefined;
  index: number;
  of: number;
  tabbable: boolean;
  onFocus: () => void;
  left: number;
  top: number;
  cell: number;
  /** What else the card depends on. */
  settings: string;
}

/** Draws a card again only when something that it shows has changed: not while a slider moves. */
class Card extends Component<CardProps> {
  override shouldComponentUpdate(next: CardProps): boolean {
    return (Object.keys(next) as (keyof CardProps)[]).some((name) => name !== 'onFocus' && next[name] !== this.props[name]);
  }

  override render(props: CardProps) {
    return drawCard(props);
  }
}

function drawCard({ app, row, detail, index, of, tabbable, onFocus, left, top, cell }: CardProps) {
  const data = app.data;
  const key = data.key(row);
  const predicted = data.className(data.predicted[row]);
  const label = data.className(data.label[row]);
  const wrong = data.verdict[row] === WRONG;
  const confidence = data.number('confidence', row);
  const { by } = app.state.sort;
  const measure = ['worth', 'key', 'predicted', 'label', 'time', 'confidence'].includes(by) ? undefined : app.measure(by);
  const low = detail && app.state.maps.on ? mapFor(app, row, detail) : undefined;
  const remark = !detail || !app.state.maps.on ? null : !low ? 'no map' : low.nil ? 'nil' : low.empty || low.peak === 0 ? 'empty' : low.fragile ? 'fragile' : null;
  const picture = detail && pictureIn(detail, cell);
  return (
    <li style={{ left: left + 'px', top: top + 'px', width: cell + 'px' }} aria-setsize={of} aria-posinset={index + 1}>
      <button
        type="button"
        class={'card' + (wrong ? ' wrong' : '')}
        data-index={index}
        data-key={key}
        tabIndex={tabbable ? 0 : -1}
        onFocus={onFocus}
        onClick={() => app.update({ image: key })}
      >
        <span class="picture" style={{ height: cell + 'px' }}>
          {detail?.p && picture && (
            <img
              src={'data:image/jpeg;base64,' + detail.p}
              alt=""
              style={{ left: picture.left + 'px', top: picture.top + 'px', width: picture.width + 'px', height: picture.height + 'px' }}
            />
          )}
          {remark && <span class="remark">{remark}</span>}
        </span>
        <span class="caption">
          <span class="line">
            <span class="class">
              <Text>{predicted}</Text>
            </span>
            <span class="number">{measure ? percent(data.number(by, row)) : percent(confidence)}</span>
          </span>
          <span class={'line ' + (wrong ? 'verdict' : 'quiet')}>{wrong ? <span class="class">labelled <Text>{label}</Text></span> : label ? 'as labelled' : 'no label'}</span>
          <span class="line quiet">
            <ImageName of={key} />
          </span>
        </span>
      </button>
    </li>
  );
}
