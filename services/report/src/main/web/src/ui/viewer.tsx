/** The dialogue that shows one image with any of its maps. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type App, ranked } from '../app';
import { WRONG } from '../dataset';
import type { ImageDetail, MeanMap } from '../format';
import { floatsOf } from '../format';
import { type LowMap, lowMap } from '../heat';
import { keepNote, notesOf } from '../notes';
import { count, nameOf, percent, shown } from '../text';
import { save } from '../export';
import { sharedScale } from './grid';
import { ColourControls } from './images';
import { Bar, Icon, Text, useApp } from './parts';
import { clamp, type Layer, type Place, Stage, WHOLE } from './stage';

type Beside = 'nothing' | 'methods' | 'classes' | 'mean' | 'pinned';
const LEVELS = [0.25, 0.5, 0.75];
const MOST_BESIDE = 6;
const CLASSES_LISTED = 12;

interface Pinned {
  key: string;
  detail: ImageDetail;
  classIndex: number;
}

export function Viewer() {
  const app = useApp();
  const key = app.state.image;
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<string | null>(null);
  const row = key === null || app.data.rows === 0 ? -1 : app.data.rowOf(key);
  const open = row >= 0;
  useEffect(() => {
    const box = dialog.current as HTMLDialogElement;
    if (open && !box.open) {
      box.showModal();
    } else if (!open && box.open) {
      box.close();
    }
    if (key) {
      opener.current = key;
    } else if (opener.current) {
      const card = [...document.querySelectorAll<HTMLElement>('[data-key]')].find((one) => one.dataset.key === opener.current);
      card?.focus();
      opener.current = null;
    }
  }, [open, key]);
  return (
    <dialog
      class="viewer"
      ref={dialog}
      aria-label={key ? 'Image ' + shown(nameOf(key)) : 'Image'}
      onCancel={(event) => {
        event.preventDefault();
        app.update({ image: null });
      }}
    >
      {open && <Content app={app} row={row} />}
    </dialog>
  );
}

function meanLow(mean: MeanMap): LowMap {
  const values = floatsOf(mean.v).map((sum) => sum / mean.n);
  return { map: mean.m, classIndex: -1, h: mean.h, w: mean.w, values, peak: Math.max(0, ...values), nil: false, empty: false, fragile: false };
}

/** Mean maps of shards, added up. */
export function addedMeans(means: MeanMap[], map: number, className: string): { low: LowMap; n: number } | null {
  const parts = means.filter((mean) => mean.m === map && mean.c === className);
  const first = parts[0];
  if (!first) {
    return null;
  }
  const same = parts.filter((mean) => mean.h === first.h && mean.w === first.w);
  const n = same.reduce((sum, mean) => sum + mean.n, 0);
  const values = new Float32Array(first.h * first.w);
  same.forEach((mean) => floatsOf(mean.v).forEach((sum, i) => (values[i] += sum / n)));
  const low = { ...meanLow(first), values, peak: values.reduce((most, value) => Math.max(most, value), 0) };
  return { low, n };
}

function Content({ app, row }: { app: App; row: number }) {
  const { data, selection, state } = app;
  const { maps } = state;
  const key = data.key(row);
  const [detail, setDetail] = useState<ImageDetail | undefined>(app.detail(row));
  const [failed, setFailed] = useState<string | null>(null);
  const [classIndex, setClassIndex] = useState<number | null>(null);
  const [place, setPlace] = useState<Place>(WHOLE);
  const [pointer, setPointer] = useState<{ x: number; y: number } | null>(null);
  const [levels, setLevels] = useState<number[]>([]);
  const [beside, setBeside] = useState<Beside>('nothing');
  const [pinned, setPinned] = useState<Pinned | null>(null);
  const [means, setMeans] = useState<MeanMap[]>([]);
  const index = useMemo(() => selection.indexOf(row), [selection, row]);

  useEffect(() => {
    setClassIndex(null);
    setPlace(WHOLE);
    setFailed(null);
    setDetail(app.detail(row));
    let current = true;
    app.loadDetail(row).then(
      (loaded) => current && setDetail(loaded),
      (problem: Error) => current && setFailed(problem.message),
    );
    // The next ones are probably looked at next.
    app.want([selection[index + 1], selection[index - 1]].filter((other) => other !== undefined));
    return () => {
      current = false;
    };
  }, [key]);
  useEffect(() => {
    if (beside === 'mean') {
      void app.meanMaps().then(setMeans, () => undefined);
    }
  }, [beside]);

  const step = (by: number) => {
    const next = selection[index + by];
    if (next !== undefined) {
      app.update({ image: data.key(next) }, false);
    }
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const own = (event.target as HTMLElement).matches('select, textarea, input:not([type=checkbox])');
      if (own || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const actions: Record<string, () => void> = {
        ArrowLeft: () => step(-1),
        ArrowRight: () => step(1),
        m: () => app.update({ maps: { ...app.state.maps, on: !app.state.maps.on } }, false),
        '+': () => setPlace((at) => clamp({ ...at, zoom: at.zoom * 1.4 })),
        '-': () => setPlace((at) => clamp({ ...at, zoom: at.zoom / 1.4 })),
        '0': () => setPlace(WHOLE),
      };
      if (actions[event.key]) {
        event.preventDefault();
        actions[event.key]();
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });

  const picture = useMemo(() => (detail ? pictureOf(detail) : null), [detail]);
  const pinnedPicture = useMemo(() => (pinned ? pictureOf(pinned.detail) : null), [pinned]);
  const chosen = classIndex ?? (detail ? app.classOf(row, detail) : -1);
  const classes = detail ? (app.catalogue.models[detail.model]?.classes ?? []) : [];
  const predicted = data.className(data.predicted[row]);
  const label = data.className(data.label[row]);
  const wrong = data.verdict[row] === WRONG;

  const layers: Layer[] = [];
  if (detail) {
    const layerOf = (of: ImageDetail, from: HTMLImageElement | null, map: number, k: number, title: string): Layer => ({
      title,
      detail: of,
      picture: from,
      low: find(of, map, k),
      shared: sharedScale(of, map, maps.shared),
    });
    const method = (map: number) => shown(app.catalogue.maps[map]?.name ?? '');
    const name = (k: number) => shown(classes[k] ?? '');
    layers.push(layerOf(detail, picture, maps.map, chosen, method(maps.map) + (name(chosen) ? ' · ' + name(chosen) : '')));
    if (beside === 'methods') {
      app.catalogue.maps.forEach((_, map) => {
        if (map !== maps.map && layers.length < MOST_BESIDE && detail.maps.some((one) => one[0] === map)) {
          const layer = app.catalogue.maps[map].layer;
          const several = app.catalogue.maps.some((other) => other.layer !== layer);
          layers.push(layerOf(detail, picture, map, chosen, method(map) + (several ? ' · ' + shown(layer) : '')));
        }
      });
    } else if (beside === 'classes') {
      ranked(detail).forEach(({ k, p }) => {
        if (k !== chosen && layers.length < 4) {
          layers.push(layerOf(detail, picture, maps.map, k, name(k) + ' · ' + percent(p)));
        }
      });
    } else if (beside === 'mean') {
      const mean = addedMeans(means, maps.map, classes[chosen] ?? '');
      if (mean) {
        layers.push({ title: 'Mean of ' + count(mean.n) + ' predicted as ' + name(chosen), detail, picture: null, low: mean.low, shared: null });
      }
    } else if (beside === 'pinned' && pinned) {
      layers.push(layerOf(pinned.detail, pinnedPicture, maps.map, pinned.classIndex, shown(nameOf(pinned.key))));
    }
  }

  return (
    <>
      <header class="viewbar">
        <div class="what">
          <h2>
            <Text>{nameOf(key)}</Text>
          </h2>
          <p class="quiet" title={shown(key)}>
            {index >= 0 ? count(index + 1) + ' of ' + count(selection.length) + ' selected' : 'not in the selection'}
          </p>
        </div>
        <button type="button" class="square" aria-label="Previous image" disabled={index <= 0} onClick={() => step(-1)}>
          <Icon of="left" />
        </button>
        <button type="button" class="square" aria-label="Next image" disabled={index < 0 || index + 1 >= selection.length} onClick={() => step(1)}>
          <Icon of="right" />
        </button>
        <span class="gap" />
        <button type="button" class="square" aria-label="Zoom out" onClick={() => setPlace(clamp({ ...place, zoom: place.zoom / 1.4 }))}>
          <Icon of="minus" />
        </button>
        <button type="button" class="square" aria-label="Zoom in" onClick={() => setPlace(clamp({ ...place, zoom: place.zoom * 1.4 }))}>
          <Icon of="plus" />
        </button>
        <button type="button" class="square" aria-label="Whole image" onClick={() => setPlace(WHOLE)}>
          <Icon of="whole" />
        </button>
        <span class="gap" />
        <button type="button" class="square" aria-label="Close" onClick={() => app.update({ image: null })}>
          <Icon of="close" />
        </button>
      </header>
      <div class="viewbody">
        <div class={'stages n' + layers.length}>
          {layers.map((layer, i) => (
            <Stage
              key={i}
              layer={layer}
              place={place}
              style={{ colormap: maps.colormap, fade: maps.fade, opacity: maps.opacity, on: maps.on }}
              contours={levels}
              pointer={pointer}
              onPlace={setPlace}
              onPointer={setPointer}
            />
          ))}
          {!detail && <p class="empty">{failed ?? 'Loading …'}</p>}
        </div>
        <div class="viewside">
          <p class={'said' + (wrong ? ' wrong' : '')}>
            <b>
              <Text>{predicted}</Text>
            </b>{' '}
            <span class="number">{percent(data.number('confidence', row))}</span>
            <br />
            <span class="quiet">
              {wrong ? (
                <>
                  labelled <Text>{label}</Text>
                </>
              ) : label ? (
                'as labelled'
              ) : (
                'no label'
              )}
            </span>
          </p>
          {detail && (
            <>
              <fieldset class="classes">
                <legend>Class explained</legend>
                {ranked(detail)
                  .filter((one, i) => i < CLASSES_LISTED || one.k === chosen || classes[one.k] === label)
                  .map(({ k, p }) => (
                    <label class="choice" key={k}>
                      <input type="radio" name="class" checked={k === chosen} onChange={() => setClassIndex(k)} />
                      <span class="class" title={shown(classes[k] ?? '')}>
                        <Text>{classes[k] ?? '?'}</Text>
                        {classes[k] === label && <i class="tag">label</i>}
                      </span>
                      <Bar share={p} />
                      <span class="number">{percent(p)}</span>
                    </label>
                  ))}
                {classes.length > CLASSES_LISTED && <p class="hint">The most probable of {count(classes.length)} classes.</p>}
              </fieldset>
              <label class="field">
                Method
                <select value={maps.map} onChange={(event) => app.update({ maps: { ...maps, map: Number(event.currentTarget.value) } }, false)}>
                  {app.catalogue.maps.map((map, i) => (
                    <option key={i} value={i}>
                      {shown(map.name + (app.catalogue.maps.some((other) => other.layer !== map.layer) ? ' · ' + map.layer : ''))}
                    </option>
                  ))}
                </select>
              </label>
              <label class="field">
                Beside it
                <select value={beside} onChange={(event) => setBeside(event.currentTarget.value as Beside)}>
                  <option value="nothing">Nothing</option>
                  <option value="methods">Other methods</option>
                  <option value="classes">Other classes</option>
                  <option value="mean">Mean map of the class</option>
                  <option value="pinned" disabled={!pinned}>
                    Pinned image
                  </option>
                </select>
              </label>
              <div class="line">
                <label class="check">
                  <input type="checkbox" checked={maps.on} onChange={(event) => app.update({ maps: { ...maps, on: event.currentTarget.checked } }, false)} /> Map{' '}
                  <kbd>m</kbd>
                </label>
                <label class="check">
                  <input type="checkbox" checked={levels.length > 0} onChange={(event) => setLevels(event.currentTarget.checked ? LEVELS : [])} /> Contours
                </label>
              </div>
              {levels.length > 0 && (
                <label class="field">
                  Levels
                  <input
                    type="text"
                    value={levels.join(' ')}
                    onChange={(event) => {
                      const wanted = event.currentTarget.value.split(/[\s,;]+/).map(Number).filter((level) => level > 0 && level < 1);
                      setLevels(wanted.length > 0 ? wanted.slice(0, 9) : LEVELS);
                    }}
                  />
                </label>
              )}
              <ColourControls />
              <Measures app={app} row={row} map={maps.map} />
              <Note batch={app.manifest?.batch ?? ''} image={key} />
              <div class="line">
                <button
                  type="button"
                  onClick={() => {
                    setPinned({ key, detail, classIndex: chosen });
                    setBeside('nothing');
                  }}
                >
                  <Icon of="pin" /> Pin to compare
                </button>
                <button type="button" onClick={() => saveView()}>
                  <Icon of="export" /> Save view
                </button>
              </div>
              {detail.files.length > 0 && (
                <details>
                  <summary>Files of this image</summary>
                  <ul class="files">
                    {detail.files.map(([kind, link, object]) => (
                      <li key={kind}>
                        {link ? (
                          <a href={link} title={shown(object)}>
                            {shown(kind)}
                          </a>
                        ) : (
                          <span>
                            {shown(kind)} <code>{shown(object)}</code>
                          </span>
                        )}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
              <p class="hint key">
                <Text>{key}</Text>
                <br />
                {detail.w} × {detail.h} pixels
              </p>
            </>
          )}
        </div>
      </div>
    </>
  );

  function saveView(): void {
    const stages = [...document.querySelectorAll<HTMLCanvasElement>('.viewer .board canvas')];
    const gap = 8;
    const canvas = document.createElement('canvas');
    canvas.width = stages.reduce((sum, one) => sum + one.width + gap, -gap);
    canvas.height = Math.max(...stages.map((one) => one.height));
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    let x = 0;
    for (const one of stages) {
      context.drawImage(one, x, 0);
      x += one.width + gap;
    }
    try {
      canvas.toBlob((blob) => blob && save(nameOf(key) + '_view.png', blob), 'image/png');
    } catch {
      // From a folder, the full picture may be shown but not read; the report's own one may.
      setFailed('The browser does not let a page from a folder save the full picture; "Pictures as zip" has the one of the report.');
    }
  }
}

function find(detail: ImageDetail, map: number, k: number): LowMap | undefined {
  const raw = detail.maps.find((one) => one[0] === map && (one[1] === k || one[1] === -1));
  return raw && lowMap(raw);
}

/** The full picture where it can be loaded, the small one of the report until then and otherwise. */
function pictureOf(detail: ImageDetail): HTMLImageElement | null {
  const small = detail.p ? 'data:image/jpeg;base64,' + detail.p : null;
  const original = detail.files.find(([kind]) => kind === 'original')?.[1];
  if (!small && !original) {
    return null;
  }
  const image = new Image();
  if (small) {
    image.src = small;
  }
  if (original) {
    const full = new Image();
    full.onload = () => {
      image.src = full.src;
    };
    full.src = original;
  }
  return image;
}

function Measures({ app, row, map }: { app: App; row: number; map: number }) {
  useEffect(() => {
    if (!app.hasMeasures && app.data.rows <= 200_000) {
      void app.loadMeasures();
    }
  }, []);
  const group = app.catalogue.maps[map]?.name;
  const list = app.measures.filter((measure) => (measure.group === 'Prediction' || measure.group.startsWith(group ?? '\0')) && isFinite(app.data.number(measure.id, row)));
  return (
    <dl class="measures">
      {list.map((measure) => (
        <div key={measure.id} title={shown(measure.description)}>
          <dt>{shown(measure.title)}</dt>
          <dd class="number">{app.data.number(measure.id, row).toFixed(2)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Note({ batch, image }: { batch: string; image: string }) {
  const [text, setText] = useState(notesOf(batch)[image] ?? '');
  const [kept, setKept] = useState(true);
  useEffect(() => setText(notesOf(batch)[image] ?? ''), [image]);
  return (
    <label class="field">
      Note
      <textarea
        rows={2}
        value={text}
        placeholder="Kept in this browser, exported with the table"
        onInput={(event) => {
          setText(event.currentTarget.value);
          setKept(keepNote(batch, image, event.currentTarget.value));
        }}
      />
      {!kept && <span class="warn">This browser keeps no notes for this page.</span>}
    </label>
  );
}
