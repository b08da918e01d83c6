/** Search, filters, order and the grid. */
import { useMemo, useState } from 'preact/hooks';
import { NO_FILTERS, SIZES, WORTH } from '../app';
import { COLOUR_MAPS } from '../colour';
import { VERDICTS } from '../dataset';
import { MOST_PICTURES, saveCsv, saveKeys, saveZip } from '../export';
import { count, images, shown } from '../text';
import { Chip, Histogram, histogramNumbers, histogramSvg, round, Save, value } from './figures';
import { Grid } from './grid';
import { Bar, Empty, Icon, Popover, Text, useApp } from './parts';
import { table } from '../colour';

export function Images() {
  const app = useApp();
  const [filtersOpen, setFiltersOpen] = useState(false);
  const filtered = JSON.stringify(app.state.filters) !== JSON.stringify(NO_FILTERS);
  return (
    <div class={'explore' + (filtersOpen ? ' open' : '')}>
      <aside class="side" aria-label="Filters">
        <Side />
        <button type="button" class="wide only-narrow" onClick={() => setFiltersOpen(false)}>
          Show {images(app.selection.length)}
        </button>
      </aside>
      <section class="main" aria-label="Selected images">
        <Toolbar onFilters={() => setFiltersOpen(!filtersOpen)} />
        {app.selection.length === 0 && !app.loading && (
          <Empty>
            {app.data.alive === 0 ? 'No image has been explained yet.' : 'No image meets these filters.'}{' '}
            {filtered && (
              <button type="button" class="link" onClick={() => app.update({ filters: NO_FILTERS })}>
                Remove all filters
              </button>
            )}
          </Empty>
        )}
        <Grid plain={new URLSearchParams(location.search).has('canvas')} />
      </section>
    </div>
  );
}

function Side() {
  const app = useApp();
  const { filters } = app.state;
  const key = JSON.stringify([filters, app.data.rows, app.hasMeasures]);
  const verdicts = useMemo(() => app.data.countsBy('verdict', filters), [key]);
  return (
    <>
      <label class="search">
        <Icon of="search" />
        <span class="unseen">Search in names and folders</span>
        <input
          type="search"
          placeholder="Search names"
          value={filters.text}
          onInput={(event) => app.filter({ text: event.currentTarget.value }, undefined, false)}
        />
      </label>
      {verdicts[0] + verdicts[1] > 0 && (
        <fieldset>
          <legend>Result</legend>
          {VERDICTS.map((verdict, i) => (
            <Choice
              key={verdict}
              name={verdict === 'unlabelled' ? 'no label' : verdict}
              n={verdicts[i]}
              most={Math.max(...verdicts)}
              kind={verdict}
              chosen={filters.verdict.includes(verdict)}
              onChange={(on) => app.filter({ verdict: toggled(filters.verdict, verdict, on) })}
            />
          ))}
        </fieldset>
      )}
      <Facet what="predicted" title="Predicted class" />
      <Facet what="label" title="Label" />
      <Ranges />
    </>
  );
}

function toggled(list: string[], item: string, on: boolean): string[] {
  return on ? [...list, item] : list.filter((other) => other !== item);
}

interface ChoiceProps {
  name: string;
  n: number;
  most: number;
  kind?: string;
  chosen: boolean;
  onChange: (on: boolean) => void;
}

function Choice({ name, n, most, kind, chosen, onChange }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={chosen} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span class="class" title={shown(name)}>
        <Text>{name}</Text>
      </span>
      <Bar share={most === 0 ? 0 : n / most} kind={kind} />
      <span class="number">{count(n)}</span>
    </label>
  );
}

const FACET_SHOWN = 8;

function Facet({ what, title }: { what: 'predicted' | 'label'; title: string }) {
  const app = useApp();
  const { filters } = app.state;
  const [all, setAll] = useState(false);
  const [text, setText] = useState('');
  const key = JSON.stringify([filters, app.data.rows]);
  const counts = useMemo(() => app.data.countsBy(what, filters), [key]);
  const names = app.data.classes.names;
  const chosen = filters[what];
  const entries = names
    .map((name, id) => ({ name, n: counts[id] ?? 0 }))
    .filter((entry) => entry.name !== '' && (entry.n > 0 || chosen.includes(entry.name)))
    .sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
  if (entries.length === 0) {
    return null;
  }
  const most = entries[0].n;
  const wanted = text.trim().toLowerCase();
  const found = entries.filter((entry) => wanted === '' || entry.name.toLowerCase().includes(wanted) || chosen.includes(entry.name));
  const shownEntries = all ? found.slice(0, 200) : found.filter((entry, i) => i < FACET_SHOWN || chosen.includes(entry.name));
  return (
    <fieldset>
      <legend>{title}</legend>
      {entries.length > 2 * FACET_SHOWN && (
        <input
          type="search"
          class="find"
          placeholder={'Find among ' + count(entries.length)}
          aria-label={'Find a class: ' + title}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      )}
      {shownEntries.map((entry) => (
        <Choice
          key={entry.name}
          name={entry.name}
          n={entry.n}
          most={most}
          chosen={chosen.includes(entry.name)}
          onChange={(on) => app.filter({ [what]: toggled(chosen, entry.name, on) })}
        />
      ))}
      {found.length > shownEntries.length && !all && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {count(found.length - shownEntries.length)} more
        </button>
      )}
    </fieldset>
  );
}

const BINS = 40;

function Ranges() {
  const app = useApp();
  const { filters } = app.state;
  const own = Object.keys(filters.ranges);
  const [measure, setMeasure] = useState(own[0] ?? 'confidence');
  const shownIds = [...new Set([...own, measure])];
  return (
    <fieldset>
      <legend>Measures</legend>
      {shownIds.map((id) => (
        <Range key={id} id={id} />
      ))}
      <label class="add">
        <span class="unseen">Measure</span>
        <select
          value={measure}
          onChange={(event) => {
            setMeasure(event.currentTarget.value);
            void app.loadMeasures();
          }}
        >
          <MeasureOptions />
        </select>
      </label>
    </fieldset>
  );
}

export function MeasureOptions() {
  const app = useApp();
  const groups = [...new Set(app.measures.map((measure) => measure.group))];
  return (
    <>
      {groups.map((group) => (
        <optgroup key={group} label={shown(group)}>
          {app.measures
            .filter((measure) => measure.group === group)
            .map((measure) => (
              <option key={measure.id} value={measure.id}>
                {shown(measure.title)}
              </option>
            ))}
        </optgroup>
      ))}
    </>
  );
}

function Range({ id }: { id: string }) {
  const app = useApp();
  const { filters } = app.state;
  const entry = app.measure(id);
  const key = JSON.stringify([filters, app.data.rows, app.hasMeasures, id]);
  const extent = useMemo(() => app.data.extent(id), [app.data.rows, app.hasMeasures, id]);
  const counts = useMemo(() => (extent ? app.data.histogram(id, extent, BINS, filters) : null), [key]);
  const range = filters.ranges[id];
  const title = entry?.title ?? id;
  if (!extent || !counts) {
    return <p class="hint">{app.hasMeasures ? 'No image has this measure: ' + shown(title) : 'Loading ' + shown(title) + ' …'}</p>;
  }
  const set = (next: [number, number] | null) => {
    const ranges = { ...filters.ranges };
    if (next) {
      ranges[id] = next;
    } else {
      delete ranges[id];
    }
    app.filter({ ranges });
  };
  const [low, high] = range ?? extent;
  const field = (end: 0 | 1) => (
    <input
      type="number"
      step="any"
      aria-label={(end === 0 ? 'Lowest ' : 'Highest ') + title}
      value={round(end === 0 ? low : high)}
      onChange={(event) => {
        const number = event.currentTarget.valueAsNumber;
        if (isFinite(number)) {
          set(end === 0 ? [number, high] : [low, number]);
        }
      }}
    />
  );
  return (
    <div class="range">
      <div class="line">
        <span class="class" title={shown(entry?.description ?? '')}>
          <b>{shown(title)}</b> {entry && entry.group !== 'Prediction' && <span class="quiet">{shown(entry.group)}</span>}
        </span>
        <Save svg={() => histogramSvg(title, counts, extent)} numbers={histogramNumbers(id, counts, extent)} />
      </div>
      <Histogram counts={counts} extent={extent} range={range} height={64} label={'Histogram of ' + title + '; drag to choose a range'} onRange={set} />
      <div class="fields">
        {field(0)} <span aria-hidden="true">to</span> {field(1)}
        {range && (
          <button type="button" class="link" onClick={() => set(null)}>
            Any
          </button>
        )}
      </div>
    </div>
  );
}

function Toolbar({ onFilters }: { onFilters: () => void }) {
  const app = useApp();
  const { state } = app;
  const { filters, sort } = state;
  const n = app.selection.length;
  const all = app.data.alive;
  return (
    <div class="toolbar">
      <div class="line">
        <button type="button" class="only-narrow" onClick={onFilters}>
          <Icon of="filter" /> Filters
        </button>
        <p class="count" role="status">
          <b>{count(n)}</b> of {images(all)}
        </p>
        <div class="grow" />
        <label class="sort">
          <span class="quiet">Order</span>
          <select value={sort.by} onChange={(event) => app.update({ sort: { by: event.currentTarget.value, descending: false } })} aria-label="Order by">
            <optgroup label="Images">
              <option value="worth">Most worth a look</option>
              <option value="key">Name</option>
              <option value="predicted">Predicted class</option>
              <option value="label">Label</option>
              <option value="time">Time explained</option>
            </optgroup>
            <MeasureOptions />
          </select>
        </label>
        <button
          type="button"
          class="square"
          onClick={() => app.update({ sort: { ...sort, descending: !sort.descending } })}
          aria-label={sort.descending ? 'Order: highest first. Change to lowest first' : 'Order: lowest first. Change to highest first'}
          title={sort.descending ? 'Highest first' : 'Lowest first'}
        >
          <Icon of={sort.descending ? 'down' : 'up'} />
        </button>
        <MapControls />
        <Export />
      </div>
      <Chips />
      {filters.text !== '' && n === 0 && <p class="hint">Search looks at keys: folders and file names.</p>}
    </div>
  );
}

function Chips() {
  const app = useApp();
  const { filters, sort } = app.state;
  const chips: preact.ComponentChild[] = [];
  for (const what of ['predicted', 'label'] as const) {
    for (const name of filters[what]) {
      chips.push(
        <Chip key={what + name} name={what + ' ' + shown(name)} onRemove={() => app.filter({ [what]: toggled(filters[what], name, false) })}>
          <span class="quiet">{what}</span> <Text>{name}</Text>
        </Chip>,
      );
    }
  }
  for (const verdict of filters.verdict) {
    chips.push(
      <Chip key={verdict} name={verdict} onRemove={() => app.filter({ verdict: toggled(filters.verdict, verdict, false) })}>
        {verdict === 'unlabelled' ? 'no label' : verdict}
      </Chip>,
    );
  }
  for (const [id, [low, high]] of Object.entries(filters.ranges)) {
    const title = app.measure(id)?.title ?? id;
    chips.push(
      <Chip
        key={'range' + id}
        name={shown(title)}
        onRemove={() => {
          const { [id]: _, ...ranges } = filters.ranges;
          app.filter({ ranges });
        }}
      >
        <span class="quiet">{shown(title)}</span> {value(low)} to {value(high)}
      </Chip>,
    );
  }
  if (filters.finding !== '') {
    chips.push(
      <Chip key="finding" name="finding" onRemove={() => app.filter({ finding: '' })}>
        <span class="quiet">finding</span> <span class="class"><Text>{app.findings.findings.find((one) => one.id === filters.finding)?.text ?? filters.finding}</Text></span>
      </Chip>,
    );
  }
  if (filters.text.trim() !== '') {
    chips.push(
      <Chip key="text" name="search" onRemove={() => app.filter({ text: '' })}>
        “<Text>{filters.text.trim()}</Text>”
      </Chip>,
    );
  }
  if (chips.length === 0) {
    return null;
  }
  return (
    <div class="chips">
      {chips}
      <button type="button" class="link" onClick={() => app.update({ filters: NO_FILTERS, sort: sort.by === 'worth' ? WORTH : sort })}>
        Remove all
      </button>
    </div>
  );
}

export function MapControls() {
  const app = useApp();
  const { maps, size } = app.state;
  const set = (change: Partial<typeof maps>, step = false) => app.update({ maps: { ...maps, ...change } }, step);
  const layers = new Set(app.catalogue.maps.map((map) => map.layer));
  const classes = app.catalogue.models[0]?.classes ?? [];
  return (
    <Popover
      label={
        <>
          <Scale colormap={maps.colormap} fade={maps.fade} small />
          <span class="unseen">Maps on the cards: </span>
          <span class="wide-only">{maps.on ? shown(app.catalogue.maps[maps.map]?.name ?? 'Maps') : 'Maps off'}</span>
        </>
      }
      title="Maps on the cards"
    >
      <label class="check">
        <input type="checkbox" checked={maps.on} onChange={(event) => set({ on: event.currentTarget.checked })} /> Show maps
      </label>
      <label class="field">
        Method
        <select value={maps.map} onChange={(event) => set({ map: Number(event.currentTarget.value) })}>
          {app.catalogue.maps.map((map, i) => (
            <option key={i} value={i}>
              {shown(map.name + (layers.size > 1 ? ' · ' + map.layer : ''))}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        Class explained
        <select value={maps.of} onChange={(event) => set({ of: event.currentTarget.value })}>
          <option value="predicted">Predicted class</option>
          <option value="label">Label</option>
          <option value="second">Second most probable</option>
          {classes.length <= 60 &&
            classes.map((name) => (
              <option key={name} value={'=' + name}>
                {shown(name)}
              </option>
            ))}
        </select>
      </label>
      <ColourControls />
      <label class="field">
        Card size
        <input
          type="range"
          min="0"
          max={SIZES.length - 1}
          value={SIZES.indexOf(size)}
          onInput={(event) => app.update({ size: SIZES[Number(event.currentTarget.value)] }, false)}
        />
      </label>
    </Popover>
  );
}

export function ColourControls() {
  const app = useApp();
  const { maps } = app.state;
  const set = (change: Partial<typeof maps>) => app.update({ maps: { ...maps, ...change } }, false);
  return (
    <>
      <label class="field">
        Colours
        <select value={maps.colormap} onChange={(event) => set({ colormap: event.currentTarget.value })}>
          {COLOUR_MAPS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>
          Opacity <output>{maps.opacity}&nbsp;%</output>
        </span>
        <input type="range" min="0" max="100" value={maps.opacity} onInput={(event) => set({ opacity: Number(event.currentTarget.value) })} />
      </label>
      <label class="check">
        <input type="checkbox" checked={maps.fade} onChange={(event) => set({ fade: event.currentTarget.checked })} /> Fade low values
      </label>
      <label class="check">
        <input type="checkbox" checked={maps.shared} onChange={(event) => set({ shared: event.currentTarget.checked })} /> One scale for all classes of an image
      </label>
      <Scale colormap={maps.colormap} fade={maps.fade} />
      <p class="hint">
        {maps.shared
          ? 'Colour: how much a place raises the score of the class, from nothing to the strongest place of all classes of this image.'
          : 'Colour: how much a place raises the score of the class, from nothing to the strongest place of this map. Strength cannot be compared between maps.'}
      </p>
    </>
  );
}

export function Scale({ colormap, fade, small = false }: { colormap: string; fade: boolean; small?: boolean }) {
  const colours = table(colormap);
  const stops = Array.from({ length: 17 }, (_, i) => {
    const at = Math.min(255, i * 16);
    const value_ = at / 255;
    const t = Math.min(1, Math.max(0, (value_ - 0.1) / 0.4));
    const alpha = fade ? t * t * (3 - 2 * t) : 1;
    return 'rgb(' + colours[4 * at] + ' ' + colours[4 * at + 1] + ' ' + colours[4 * at + 2] + ' / ' + alpha.toFixed(2) + ')';
  });
  return (
    <span class={'scale' + (small ? ' small' : '')} aria-hidden="true">
      <span class="ramp" style={{ backgroundImage: 'linear-gradient(to right, ' + stops.join(', ') + ')' }} />
      {!small && (
        <span class="ends">
          <span>0</span>
          <span>strongest</span>
        </span>
      )}
    </span>
  );
}

function Export() {
  const app = useApp();
  const [progress, setProgress] = useState('');
  const n = app.selection.length;
  const zip = () => {
    setProgress('…');
    saveZip(app, (done, of) => setProgress(count(done) + ' of ' + count(of)))
      .then(() => setProgress(''))
      .catch((problem: Error) => setProgress('Not saved: ' + problem.message));
  };
  return (
    <Popover label={<span class="narrow-unseen">Export</span>} icon="export" title="Export the selection">
      <p class="hint">{images(n)} selected</p>
      <button type="button" disabled={n === 0} onClick={() => void saveCsv(app)}>
        Table as CSV
      </button>
      <button type="button" disabled={n === 0} onClick={() => saveKeys(app)}>
        List of keys
      </button>
      <button type="button" disabled={n === 0 || progress.includes('of')} onClick={zip}>
        Pictures as zip {n > MOST_PICTURES && '(first ' + count(MOST_PICTURES) + ')'}
      </button>
      {progress && <p class="hint" role="status">{progress}</p>}
    </Popover>
  );
}
