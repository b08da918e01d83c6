/** The state of the page: what is loaded, what is selected, and what the address says of it. */
import { Dataset, type Filters, type Sort } from './dataset';
import type { Catalogue, Findings, ImageDetail, Manifest, MeanMap, MeasureEntry, Table } from './format';
import { Blocks, eachOf, load } from './loader';

export type View = 'overview' | 'images' | 'failures' | 'print';
const VIEWS: View[] = ['overview', 'images', 'failures', 'print'];

export interface MapSettings {
  on: boolean;
  /** Index in the catalogue's maps. */
  map: number;
  /** `predicted`, `label`, `second` or `=` and a class name. */
  of: string;
  colormap: string;
  /** Percent. */
  opacity: number;
  fade: boolean;
  /** One scale for all classes of an image. */
  shared: boolean;
}

export interface State {
  view: View;
  filters: Filters;
  sort: Sort;
  maps: MapSettings;
  /** Width of a card's picture in pixels. */
  size: number;
  /** Key of the image that is open. */
  image: string | null;
}

export const NO_FILTERS: Filters = { state: 'explained', text: '', verdict: [], predicted: [], label: [], code: [], finding: '', ranges: {} };
export const WORTH: Sort = { by: 'worth', descending: false };
export const SIZES = [112, 152, 200, 264];

const ALWAYS: MeasureEntry[] = [
  { id: 'confidence', title: 'Confidence', group: 'Prediction', description: 'Probability of the predicted class.', highIsBad: null },
  { id: 'margin', title: 'Margin', group: 'Prediction', description: 'Probability of the predicted class less that of the next one.', highIsBad: false },
  { id: 'entropy', title: 'Entropy', group: 'Prediction', description: 'Of all probabilities: 0 where one class has everything, 1 where all have the same.', highIsBad: true },
];

const BLOCKS_KEPT = 400;
const AT_ONCE = 4;
const REFRESH_MILLIS = 10_000;
const ADDRESS_MILLIS = 250;

export class App {
  manifest: Manifest | null = null;
  catalogue: Catalogue = { models: [], maps: [], measures: [] };
  data = new Dataset(this.catalogue);
  state: State;
  selection = new Uint32Array(0);
  readonly blocks = new Blocks(BLOCKS_KEPT);
  problem: string | null = null;
  loadedRows = 0;
  loading = true;
  findings: Findings = { conclusion: '', findings: [] };
  private findingsName = '';
  measuresWanted = false;
  private means: MeanMap[] | null = null;
  private meansOf: string[] = [];
  private readonly listeners = new Set<() => void>();
  private notifying = false;
  private selectedFor = '';

  constructor() {
    this.state = read(location.hash, 'inferno');
    addEventListener('hashchange', () => this.addressChanged());
    addEventListener('popstate', () => this.addressChanged());
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells listeners soon, once for all changes until then. */
  changed(): void {
    if (!this.notifying) {
      this.notifying = true;
      requestAnimationFrame(() => {
        this.notifying = false;
        this.listeners.forEach((listener) => listener());
      });
    }
  }

  // The address.

  private get colormap(): string {
    return this.manifest?.colormap ?? 'inferno';
  }

  private addressChanged(): void {
    const hash = location.hash;
    if (hash === write(this.state, this.colormap)) {
      return;
    }
    this.state = read(hash, this.colormap);
    this.reselect();
    this.changed();
  }

  /**
   * Changes the state, and the address with it.
   *
   * @param step whether "back" returns to the state before
   */
  update(change: Partial<State>, step = true): void {
    this.state = { ...this.state, ...change };
    const kind = this.state.view === 'failures' ? 'failed' : 'explained';
    if (this.state.filters.state !== kind) {
      this.state = { ...this.state, filters: { ...this.state.filters, state: kind } };
    }
    if (step) {
      this.writeAddress('pushState');
    } else if (this.timer === 0) {
      // Browsers refuse more than a few changes a second, and a slider makes many.
      this.timer = window.setTimeout(() => this.writeAddress('replaceState'), ADDRESS_MILLIS);
    }
    this.reselect();
    this.changed();
  }

  private timer = 0;

  private writeAddress(how: 'pushState' | 'replaceState'): void {
    clearTimeout(this.timer);
    this.timer = 0;
    const hash = write(this.state, this.colormap);
    if (hash !== location.hash && !(hash === '#' && location.hash === '')) {
      history[how](null, '', hash);
    }
  }

  filter(change: Partial<Filters>, view?: View, step = true): void {
    this.update({ filters: { ...this.state.filters, ...change }, ...(view ? { view } : {}) }, step);
  }

  address(state: Partial<State>): string {
    return write({ ...this.state, ...state }, this.colormap);
  }

  // Loading.

  async start(): Promise<void> {
    try {
      await this.refresh();
    } catch (problem) {
      this.problem = problem instanceof Error ? problem.message : String(problem);
      this.loading = false;
      this.changed();
    }
  }

  /** Loads the manifest, and the shards that are new. */
  async refresh(): Promise<void> {
    const fresh = location.protocol === 'file:' ? '' : '?at=' + Date.now();
    const manifest = await load('manifest', 'manifest.js', fresh);
    if (manifest.format !== 1) {
      throw new Error('This report has format ' + manifest.format + ', and this page reads format 1.');
    }
    this.loading = true;
    const first = this.manifest === null;
    if (!this.manifest || this.manifest.catalogue !== manifest.catalogue) {
      this.catalogue = await load('catalogue', 'data/' + manifest.catalogue + '.js');
      this.data.catalogue = this.catalogue;
    }
    this.manifest = manifest;
    if (first) {
      this.state = read(location.hash, manifest.colormap);
    }
    this.changed();
    await this.loadShards(manifest);
    if (manifest.findings && manifest.findings !== this.findingsName) {
      this.findings = await load('findings', 'data/' + manifest.findings + '.js');
      this.findingsName = manifest.findings;
    }
    this.data.findingKeys.clear();
    this.findings.findings.forEach((finding) => this.data.findingKeys.set(finding.id, finding.keys));
    this.problem = null;
    this.loading = false;
    this.selectedFor = '';
    this.reselect();
    if (this.measuresWanted || this.needsMeasures()) {
      await this.loadMeasures();
    }
    this.changed();
  }

  private async loadShards(manifest: Manifest): Promise<void> {
    const known = this.data.entries;
    let same = 0;
    while (same < known.length && same < manifest.shards.length && known[same].data === manifest.shards[same].data) {
      same++;
    }
    try {
      this.data.keepShards(same);
    } catch {
      this.data = new Dataset(this.catalogue);
      same = 0;
    }
    const added = manifest.shards.slice(same);
    this.data.reserve(manifest.shards.reduce((sum, shard) => sum + shard.rows, 0));
    const waiting = new Map<number, Table>();
    let next = 0;
    await eachOf(added, AT_ONCE, async (entry, index) => {
      waiting.set(index, await load('table', 'data/' + entry.data + '.js'));
      // In order, whatever order they arrive in.
      for (let table = waiting.get(next); table; table = waiting.get(next)) {
        waiting.delete(next);
        this.data.append(added[next], table);
        next++;
      }
      this.loadedRows = this.data.rows;
      this.changed();
    });
  }

  needsMeasures(): boolean {
    const own = (id: string) => ALWAYS.every((measure) => measure.id !== id);
    const { sort, filters } = this.state;
    return (
      Object.keys(filters.ranges).some(own) ||
      (own(sort.by) && !['worth', 'key', 'predicted', 'label', 'time'].includes(sort.by))
    );
  }

  private measuresLoading: Promise<void> | null = null;

  /** Loads the measures that are not here yet. */
  loadMeasures(): Promise<void> {
    this.measuresWanted = true;
    if (!this.measuresLoading) {
      this.measuresLoading = (async () => {
        const data = this.data;
        const entries = data.measuresMissing;
        const waiting = new Map<number, Table>();
        let next = 0;
        await eachOf(entries, AT_ONCE, async (entry, index) => {
          waiting.set(index, await load('table', 'data/' + entry.measures + '.js'));
          for (let table = waiting.get(next); table; table = waiting.get(next)) {
            waiting.delete(next);
            data.appendMeasures(table);
            next++;
          }
        });
        this.selectedFor = '';
        this.reselect();
        this.changed();
      })()
        .catch((problem: Error) => {
          this.problem = problem.message;
          this.changed();
        })
        .finally(() => (this.measuresLoading = null));
    }
    return this.measuresLoading;
  }

  get hasMeasures(): boolean {
    return this.data.measuresMissing.length === 0;
  }

  get measures(): MeasureEntry[] {
    return [...ALWAYS, ...this.catalogue.measures];
  }

  measure(id: string): MeasureEntry | undefined {
    return this.measures.find((measure) => measure.id === id);
  }

  /** The mean maps of classes: sums over all shards. */
  async meanMaps(): Promise<MeanMap[]> {
    const wanted = (this.manifest?.shards ?? []).map((shard) => shard.means).filter((name) => name);
    if (this.means && wanted.join() === this.meansOf.join()) {
      return this.means;
    }
    const all: MeanMap[] = [];
    await eachOf(wanted, AT_ONCE, async (name) => {
      all.push(...(await load('means', 'data/' + name + '.js')));
    });
    this.means = all;
    this.meansOf = wanted;
    return all;
  }

  // The selection.

  reselect(): void {
    const { filters, sort } = this.state;
    const wanted = JSON.stringify([filters, sort, this.data.rows]);
    if (wanted === this.selectedFor) {
      return;
    }
    this.selectedFor = wanted;
    if (this.needsMeasures() && !this.hasMeasures && this.data.rows > 0) {
      void this.loadMeasures();
    }
    this.selection = this.data.sort(this.data.select(filters), sort) as Uint32Array<ArrayBuffer>;
  }

  // Details of images.

  detail(row: number): ImageDetail | undefined {
    const { block, slot } = this.data.place(row);
    return block ? this.blocks.peek(block)?.[slot] : undefined;
  }

  async loadDetail(row: number): Promise<ImageDetail | undefined> {
    const { block, slot } = this.data.place(row);
    return block ? (await this.blocks.get(block))[slot] : undefined;
  }

  /** Loads the details of rows that are not here yet, then tells listeners. */
  want(rows: Iterable<number>): void {
    const names = new Set<string>();
    for (const row of rows) {
      const { block } = this.data.place(row);
      if (block && !this.blocks.peek(block) && !this.blocks.hasFailed(block)) {
        names.add(block);
      }
    }
    void eachOf([...names], 8, async (name) => {
      await this.blocks.get(name).catch(() => this.blockFailed());
      this.changed();
    });
  }

  private lastRefresh = 0;

  // Small blocks are put together now and then: a later manifest knows where the images are.
  private blockFailed(): void {
    if (location.protocol !== 'file:' && Date.now() - this.lastRefresh > REFRESH_MILLIS) {
      this.lastRefresh = Date.now();
      void this.refresh().catch(() => undefined);
    }
  }

  /** The class whose map is shown of an image, by index in its model; -1 where it has none. */
  classOf(row: number, detail: ImageDetail, of = this.state.maps.of): number {
    const classes = this.catalogue.models[detail.model]?.classes ?? [];
    if (of === 'label') {
      return classes.indexOf(this.data.className(this.data.label[row]));
    }
    if (of === 'second') {
      return ranked(detail)[1]?.k ?? -1;
    }
    if (of.startsWith('=')) {
      return classes.indexOf(of.slice(1));
    }
    return classes.indexOf(this.data.className(this.data.predicted[row]));
  }
}

/** The classes of an image by probability, highest first. */
export function ranked(detail: ImageDetail): { k: number; p: number }[] {
  return detail.probs
    .map((p, i) => ({ k: detail.k ? detail.k[i] : i, p: p ?? 0 }))
    .sort((a, b) => b.p - a.p || a.k - b.k);
}

const DEFAULT_SIZE = 152;

function read(hash: string, colormap: string): State {
  const [view, query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const params = new URLSearchParams(query);
  const ranges: Filters['ranges'] = {};
  for (const [name, value] of params) {
    const bounds = /^(-?[\d.eE+-]+)\.\.(-?[\d.eE+-]+)$/.exec(value);
    if (name.startsWith('range.') && bounds && isFinite(Number(bounds[1])) && isFinite(Number(bounds[2]))) {
      ranges[name.slice(6)] = [Number(bounds[1]), Number(bounds[2])];
    }
  }
  const sort = params.get('sort') ?? 'worth';
  const number = (name: string, otherwise: number) => {
    const value = Number(params.get(name) ?? NaN);
    return isFinite(value) ? value : otherwise;
  };
  const chosen = VIEWS.includes(view as View) ? (view as View) : 'overview';
  return {
    view: chosen,
    filters: {
      state: chosen === 'failures' ? 'failed' : 'explained',
      text: params.get('q') ?? '',
      verdict: params.getAll('is'),
      predicted: params.getAll('predicted'),
      label: params.getAll('label'),
      code: params.getAll('code'),
      finding: params.get('finding') ?? '',
      ranges,
    },
    sort: { by: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    maps: {
      on: params.get('map') !== 'off',
      map: Math.max(0, Math.trunc(number('method', 0))),
      of: params.get('of') ?? 'predicted',
      colormap: params.get('colours') ?? colormap,
      opacity: Math.min(100, Math.max(0, number('opacity', 60))),
      fade: params.get('fade') !== 'off',
      shared: params.get('scale') === 'shared',
    },
    size: SIZES.includes(number('size', DEFAULT_SIZE)) ? number('size', DEFAULT_SIZE) : DEFAULT_SIZE,
    image: params.get('image'),
  };
}

function write(state: State, colormap: string): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string, unless: string) => {
    if (value !== unless) {
      params.append(name, value);
    }
  };
  const { filters, sort, maps } = state;
  put('q', filters.text, '');
  filters.verdict.forEach((value) => params.append('is', value));
  filters.predicted.forEach((value) => params.append('predicted', value));
  filters.label.forEach((value) => params.append('label', value));
  filters.code.forEach((value) => params.append('code', value));
  put('finding', filters.finding, '');
  Object.entries(filters.ranges).forEach(([id, [low, high]]) => params.append('range.' + id, low + '..' + high));
  put('sort', (sort.descending ? '-' : '') + sort.by, 'worth');
  put('map', maps.on ? 'on' : 'off', 'on');
  put('method', String(maps.map), '0');
  put('of', maps.of, 'predicted');
  put('colours', maps.colormap, colormap);
  put('opacity', String(maps.opacity), '60');
  put('fade', maps.fade ? 'on' : 'off', 'on');
  put('scale', maps.shared ? 'shared' : 'own', 'own');
  put('size', String(state.size), String(DEFAULT_SIZE));
  put('image', state.image ?? '', '');
  const query = params.toString();
  return '#' + (state.view === 'overview' && !query ? '' : state.view) + (query ? '?' + query : '');
}
