/**
 * All rows of a batch in typed arrays, and the queries over them. A million rows take about 30
 * bytes each, plus their keys once these are needed.
 */
import { type Catalogue, type Column, levelsOf, missingOf, type ShardEntry, type Table, textsOf, type TextColumn } from './format';

export const EXPLAINED = 0;
export const FAILED = 1;
/** Superseded by a later row, or forgotten. */
export const GONE = 2;

export const CORRECT = 0;
export const WRONG = 1;
export const UNLABELLED = 2;
export const VERDICTS = ['correct', 'misclassified', 'unlabelled'] as const;

/** Bits of filters in a row's mask: set where the row does not meet the filter. */
export const BIT = { state: 1, text: 2, verdict: 4, predicted: 8, label: 16, code: 32, finding: 32768 } as const;
const FIRST_RANGE_BIT = 64;
const MOST_RANGES = 9;

export interface Filters {
  state: 'explained' | 'failed';
  text: string;
  verdict: string[];
  predicted: string[];
  label: string[];
  code: string[];
  /** Id of a finding whose images are wanted; empty: any images. */
  finding: string;
  /** By measure: lowest and highest value, both included. */
  ranges: Record<string, [number, number]>;
}

export interface Sort {
  /** `worth`, `key`, `predicted`, `label`, `time` or a measure's id. */
  by: string;
  descending: boolean;
}

/** Numbers of a text column's rows: one string for a shard, and where each row begins in it. */
interface Keys {
  joined: string;
  offsets: Uint32Array;
}

interface Shard {
  entry: ShardEntry;
  start: number;
  n: number;
  blocks: string[];
  keyColumn: TextColumn | null;
  keys: Keys | null;
}

/** Values that are counted and filtered by; 0 is "none". */
class Names {
  readonly names: string[] = [''];
  private readonly ids = new Map<string, number>([['', 0]]);

  id(name: string | null): number {
    if (!name) {
      return 0;
    }
    let id = this.ids.get(name);
    if (id === undefined) {
      id = this.names.length;
      this.names.push(name);
      this.ids.set(name, id);
    }
    return id;
  }

  known(name: string): number | undefined {
    return this.ids.get(name);
  }
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array | Float32Array>(array: T, size: number): T {
  if (array.length >= size) {
    return array;
  }
  const larger = new (array.constructor as new (n: number) => T)(Math.max(size, Math.ceil(array.length * 1.5)));
  larger.set(array as never);
  return larger;
}

/** A number column into floats; missing values become NaN. */
export function numbersInto(column: Column | undefined, into: Float32Array, start: number, n: number): void {
  if (!column || column.t !== 'num') {
    into.fill(NaN, start, start + n);
    return;
  }
  const levels = levelsOf(column.v, column.w);
  const missing = missingOf(column.w);
  for (let i = 0; i < n; i++) {
    const level = levels[i];
    into[start + i] = level === missing ? NaN : column.lo + column.step * level;
  }
}

function idsInto(column: Column | undefined, names: Names, into: Uint16Array | Uint32Array, start: number, n: number): void {
  if (!column || column.t !== 'dict') {
    into.fill(0, start, start + n);
    return;
  }
  const ids = column.d.map((text) => names.id(text));
  const levels = levelsOf(column.v, column.w);
  for (let i = 0; i < n; i++) {
    into[start + i] = ids[levels[i]] ?? 0;
  }
}

export class Dataset {
  readonly classes = new Names();
  readonly codes = new Names();
  readonly messages = new Names();
  readonly stages = new Names();
  rows = 0;
  /** Rows that are neither superseded nor forgotten. */
  alive = 0;
  state = new Uint8Array(0);
  verdict = new Uint8Array(0);
  predicted = new Uint32Array(0);
  label = new Uint32Array(0);
  private model = new Uint8Array(0);
  private slot = new Uint16Array(0);
  private blockOf = new Uint32Array(0);
  private seconds = new Uint32Array(0);
  private code = new Uint16Array(0);
  private stage = new Uint8Array(0);
  private message = new Uint32Array(0);
  private attempts = new Uint8Array(0);
  private retriable = new Uint8Array(0);
  private shards: Shard[] = [];
  private readonly numbers = new Map<string, Float32Array>();
  private measuresIn = 0;
  private keyRank: Uint32Array | null = null;

  /** Keys of images by the id of a finding. */
  readonly findingKeys = new Map<string, string[]>();

  private mask = new Uint16Array(0);
  private applied = new Map<number, string>();
  private rangeBits = new Map<string, number>();

  constructor(public catalogue: Catalogue) {
    this.numbers.set('confidence', new Float32Array(0));
    this.numbers.set('entropy', new Float32Array(0));
    this.numbers.set('margin', new Float32Array(0));
  }

  get entries(): ShardEntry[] {
    return this.shards.map((shard) => shard.entry);
  }

  /** Room for that many rows, so that arrays need not grow shard by shard. */
  reserve(size: number): void {
    this.state = grown(this.state, size);
    this.verdict = grown(this.verdict, size);
    this.predicted = grown(this.predicted, size);
    this.label = grown(this.label, size);
    this.model = grown(this.model, size);
    this.slot = grown(this.slot, size);
    this.blockOf = grown(this.blockOf, size);
    this.seconds = grown(this.seconds, size);
    this.code = grown(this.code, size);
    this.stage = grown(this.stage, size);
    this.message = grown(this.message, size);
    this.attempts = grown(this.attempts, size);
    this.retriable = grown(this.retriable, size);
    this.mask = grown(this.mask, size);
    for (const id of ['confidence', 'entropy', 'margin']) {
      this.numbers.set(id, grown(this.numbers.get(id) as Float32Array, size));
    }
  }

  /** Takes shards off the end, when a later manifest has others in their place. */
  keepShards(n: number): void {
    if (n === this.shards.length) {
      return;
    }
    // A row that a dropped shard superseded counts again: its state comes from its own shard.
    throwIf(n > 0 && this.shards.slice(n).some((shard) => this.supersedes.has(shard)), 'rebuild');
    this.shards = this.shards.slice(0, n);
    this.rows = n === 0 ? 0 : this.shards[n - 1].start + this.shards[n - 1].n;
    this.alive = 0;
    for (let i = 0; i < this.rows; i++) {
      this.alive += this.state[i] === GONE ? 0 : 1;
    }
    this.measuresIn = Math.min(this.measuresIn, n);
    this.changed();
  }

  private readonly supersedes = new Set<Shard>();

  append(entry: ShardEntry, table: Table): void {
    const start = this.rows;
    const n = table.n;
    const columns = table.columns;
    this.reserve(start + n);
    const keyColumn = columns.key as TextColumn;
    const shard: Shard = { entry, start, n, blocks: [], keyColumn, keys: null };
    const states = new Uint8Array(n);
    const stateColumn = columns.state;
    if (stateColumn?.t === 'dict') {
      const known = stateColumn.d.map((text) => (text === 'explained' ? EXPLAINED : text === 'failed' ? FAILED : GONE));
      const levels = levelsOf(stateColumn.v, stateColumn.w);
      for (let i = 0; i < n; i++) {
        states[i] = known[levels[i]];
      }
    }
    this.state.set(states, start);
    idsInto(columns.predicted, this.classes, this.predicted, start, n);
    idsInto(columns.label, this.classes, this.label, start, n);
    idsInto(columns.code, this.codes, this.code, start, n);
    idsInto(columns.message, this.messages, this.message, start, n);
    const stages = new Uint16Array(n);
    idsInto(columns.stage, this.stages, stages, 0, n);
    this.stage.set(stages, start);
    for (const id of ['confidence', 'entropy', 'margin']) {
      numbersInto(columns[id], this.numbers.get(id) as Float32Array, start, n);
    }
    this.wholeInto(columns.model, this.model, start, n);
    this.wholeInto(columns.slot, this.slot, start, n);
    this.wholeInto(columns.seconds, this.seconds, start, n);
    this.wholeInto(columns.attempts, this.attempts, start, n);
    this.wholeInto(columns.retriable, this.retriable, start, n);
    const blocks = columns.block;
    if (blocks?.t === 'dict') {
      shard.blocks = blocks.d.map((name) => name ?? '');
      this.blockOf.set(levelsOf(blocks.v, blocks.w), start);
    }
    for (let i = start; i < start + n; i++) {
      this.verdict[i] = this.label[i] === 0 ? UNLABELLED : this.label[i] === this.predicted[i] ? CORRECT : WRONG;
      this.alive += this.state[i] === GONE ? 0 : 1;
    }
    this.shards.push(shard);
    this.rows = start + n;
    this.supersede(shard, columns.over);
    this.changed();
  }

  private wholeInto(column: Column | undefined, into: Uint8Array | Uint16Array | Uint32Array, start: number, n: number): void {
    if (!column || column.t !== 'num') {
      into.fill(0, start, start + n);
      return;
    }
    const levels = levelsOf(column.v, column.w);
    const missing = missingOf(column.w);
    for (let i = 0; i < n; i++) {
      into[start + i] = levels[i] === missing ? 0 : column.lo + column.step * levels[i];
    }
  }

  // Keys are sorted within a shard, so both sides are walked once.
  private supersede(shard: Shard, over: Column | undefined): void {
    if (!over || over.t !== 'num') {
      return;
    }
    const flags = levelsOf(over.v, over.w);
    const keys: string[] = [];
    for (let i = 0; i < shard.n; i++) {
      if (flags[i] === 1) {
        keys.push(this.key(shard.start + i));
      }
    }
    if (keys.length === 0) {
      return;
    }
    this.supersedes.add(shard);
    for (const earlier of this.shards) {
      if (earlier === shard) {
        return;
      }
      let low = 0;
      for (const key of keys) {
        low = this.firstNotBefore(earlier, key, low);
        if (low < earlier.n && this.key(earlier.start + low) === key && this.state[earlier.start + low] !== GONE) {
          this.state[earlier.start + low] = GONE;
          this.alive--;
        }
      }
    }
  }

  private firstNotBefore(shard: Shard, key: string, from: number): number {
    let low = from;
    let high = shard.n;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.key(shard.start + middle) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private changed(): void {
    this.applied.clear();
    this.keyRank = null;
  }

  // Facts of one row.

  private shardOf(row: number): Shard {
    let low = 0;
    let high = this.shards.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.shards[middle].start <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return this.shards[low];
  }

  private keysOf(shard: Shard): Keys {
    if (!shard.keys) {
      const texts = textsOf(shard.keyColumn as TextColumn);
      const offsets = new Uint32Array(shard.n + 1);
      let at = 0;
      for (let i = 0; i < shard.n; i++) {
        offsets[i] = at;
        at += texts[i].length + 1;
      }
      offsets[shard.n] = at;
      shard.keys = { joined: texts.join('\n') + '\n', offsets };
      shard.keyColumn = null;
    }
    return shard.keys;
  }

  key(row: number): string {
    const shard = this.shardOf(row);
    const keys = this.keysOf(shard);
    const i = row - shard.start;
    return keys.joined.slice(keys.offsets[i], keys.offsets[i + 1] - 1);
  }

  rowOf(key: string): number {
    for (let s = this.shards.length - 1; s >= 0; s--) {
      const shard = this.shards[s];
      const at = this.firstNotBefore(shard, key, 0);
      if (at < shard.n && this.key(shard.start + at) === key) {
        const row = shard.start + at;
        return this.state[row] === GONE ? -1 : row;
      }
    }
    return -1;
  }

  /** Where an image's details are; no block: there are none. */
  place(row: number): { block: string; slot: number } {
    const shard = this.shardOf(row);
    return { block: shard.blocks[this.blockOf[row]] ?? '', slot: this.slot[row] };
  }

  className(id: number): string {
    return this.classes.names[id];
  }

  modelOf(row: number): number {
    return this.model[row];
  }

  time(row: number): number {
    return this.seconds[row];
  }

  failure(row: number): { stage: string; code: string; message: string; attempts: number; retriable: boolean } {
    return {
      stage: this.stages.names[this.stage[row]],
      code: this.codes.names[this.code[row]],
      message: this.messages.names[this.message[row]],
      attempts: this.attempts[row],
      retriable: this.retriable[row] === 1,
    };
  }

  number(id: string, row: number): number {
    return this.numbers.get(id)?.[row] ?? NaN;
  }

  // Measures come in files of their own, which are loaded when the first of them is asked for.

  get measuresMissing(): ShardEntry[] {
    return this.shards.slice(this.measuresIn).map((shard) => shard.entry);
  }

  /** Adds the measures of the next shard that has none yet. */
  appendMeasures(table: Table): void {
    const shard = this.shards[this.measuresIn];
    if (!shard || table.n !== shard.n) {
      throw new Error('measures that belong to other rows');
    }
    const missing = new Set(this.numbers.keys());
    for (const id of Object.keys(table.columns)) {
      missing.add(id);
    }
    for (const id of missing) {
      if (id === 'confidence' || id === 'entropy' || id === 'margin') {
        continue;
      }
      let values = this.numbers.get(id);
      if (!values) {
        values = new Float32Array(Math.max(this.rows, this.state.length)).fill(NaN);
      }
      values = grown(values, this.state.length);
      this.numbers.set(id, values);
      numbersInto(table.columns[id], values, shard.start, shard.n);
    }
    this.measuresIn++;
    for (const bit of this.rangeBits.values()) {
      this.applied.delete(bit);
    }
  }

  // Filters.

  /** The rows that meet all filters, in the order of their shards. */
  select(filters: Filters): Uint32Array {
    this.apply(filters);
    const mask = this.mask;
    let n = 0;
    const found = new Uint32Array(this.rows);
    for (let i = 0; i < this.rows; i++) {
      if (mask[i] === 0) {
        found[n++] = i;
      }
    }
    return found.slice(0, n);
  }

  private apply(filters: Filters): void {
    this.set(BIT.state, filters.state, () => {
      const wanted = filters.state === 'failed' ? FAILED : EXPLAINED;
      const state = this.state;
      return (row) => state[row] === wanted;
    });
    this.set(BIT.verdict, filters.verdict.join(), () => {
      const wanted = filters.verdict.map((name) => VERDICTS.indexOf(name as (typeof VERDICTS)[number]));
      const verdict = this.verdict;
      return wanted.length === 0 ? null : (row) => wanted.includes(verdict[row]);
    });
    this.set(BIT.predicted, JSON.stringify(filters.predicted), () => this.among(this.classes, filters.predicted, this.predicted));
    this.set(BIT.label, JSON.stringify(filters.label), () => this.among(this.classes, filters.label, this.label));
    this.set(BIT.code, JSON.stringify(filters.code), () => this.among(this.codes, filters.code, this.code));
    this.set(BIT.finding, filters.finding + (this.findingKeys.has(filters.finding) ? '' : '?'), () => {
      const keys = filters.finding === '' ? undefined : this.findingKeys.get(filters.finding);
      if (!keys) {
        return null;
      }
      const rows = new Set(keys.map((key) => this.rowOf(key)));
      return (row) => rows.has(row);
    });
    this.setText(filters.text);
    this.setRanges(filters.ranges);
  }

  private among(names: Names, wanted: string[], ids: Uint16Array | Uint32Array): ((row: number) => boolean) | null {
    if (wanted.length === 0) {
      return null;
    }
    const meets = new Uint8Array(names.names.length);
    for (const name of wanted) {
      const id = names.known(name);
      if (id !== undefined) {
        meets[id] = 1;
      }
    }
    return (row) => meets[ids[row]] === 1;
  }

  private set(bit: number, spec: string, test: () => ((row: number) => boolean) | null): void {
    if (this.applied.get(bit) === spec) {
      return;
    }
    const mask = this.mask;
    const meets = test();
    const off = ~bit;
    for (let i = 0; i < this.rows; i++) {
      mask[i] = meets === null || meets(i) ? mask[i] & off : mask[i] | bit;
    }
    this.applied.set(bit, spec);
  }

  private setText(text: string): void {
    const words = text.split(/\s+/).filter((word) => word !== '');
    const spec = words.join(' ');
    if (this.applied.get(BIT.text) === spec) {
      return;
    }
    const misses = new Uint8Array(this.rows);
    for (const word of words) {
      const hits = new Uint8Array(this.rows);
      const pattern = new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
      for (const shard of this.shards) {
        this.mark(shard, pattern, hits);
      }
      for (let i = 0; i < this.rows; i++) {
        misses[i] |= hits[i] ^ 1;
      }
    }
    const mask = this.mask;
    for (let i = 0; i < this.rows; i++) {
      mask[i] = misses[i] === 1 ? mask[i] | BIT.text : mask[i] & ~BIT.text;
    }
    this.applied.set(BIT.text, spec);
  }

  private mark(shard: Shard, pattern: RegExp, hits: Uint8Array): void {
    const keys = this.keysOf(shard);
    pattern.lastIndex = 0;
    let row = 0;
    for (let found = pattern.exec(keys.joined); found; found = pattern.exec(keys.joined)) {
      row = rowAt(keys.offsets, found.index, row);
      hits[shard.start + row] = 1;
      row++;
      if (row >= shard.n) {
        return;
      }
      pattern.lastIndex = keys.offsets[row];
    }
  }

  private setRanges(ranges: Record<string, [number, number]>): void {
    for (const [id, bit] of this.rangeBits) {
      if (!ranges[id]) {
        this.set(bit, '', () => null);
        this.rangeBits.delete(id);
      }
    }
    for (const [id, [low, high]] of Object.entries(ranges)) {
      const values = this.numbers.get(id);
      const bit = this.rangeBits.get(id) ?? this.freeBit();
      if (bit === null) {
        continue;
      }
      this.rangeBits.set(id, bit);
      this.set(bit, id + low + '..' + high + (values ? '' : '?'), () =>
        values ? (row) => values[row] >= low && values[row] <= high : null,
      );
    }
  }

  private freeBit(): number | null {
    const used = new Set(this.rangeBits.values());
    for (let i = 0; i < MOST_RANGES; i++) {
      if (!used.has(FIRST_RANGE_BIT << i)) {
        return FIRST_RANGE_BIT << i;
      }
    }
    return null;
  }

  // Counts over what meets the filters, except those that are counted by.

  countsBy(what: 'predicted' | 'label' | 'verdict' | 'code', filters: Filters): Uint32Array {
    this.apply(filters);
    const ids = what === 'code' ? this.code : this[what];
    const size = what === 'verdict' ? 3 : what === 'code' ? this.codes.names.length : this.classes.names.length;
    const counts = new Uint32Array(size);
    const others = ~BIT[what];
    for (let i = 0; i < this.rows; i++) {
      if ((this.mask[i] & others) === 0) {
        counts[ids[i]]++;
      }
    }
    return counts;
  }

  /** Images by label and predicted class, as a map from `label * classes + predicted`. */
  confusion(filters: Filters): Map<number, number> {
    this.apply(filters);
    const others = ~(BIT.predicted | BIT.label | BIT.verdict);
    const classes = this.classes.names.length;
    const counts = new Map<number, number>();
    for (let i = 0; i < this.rows; i++) {
      if ((this.mask[i] & others) === 0 && this.label[i] !== 0) {
        const cell = this.label[i] * classes + this.predicted[i];
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** Lowest and highest value of a measure over all rows. */
  extent(id: string): [number, number] | null {
    const values = this.numbers.get(id);
    if (!values) {
      return null;
    }
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < this.rows; i++) {
      const value = values[i];
      if (this.state[i] === EXPLAINED && value === value) {
        if (value < low) {
          low = value;
        }
        if (value > high) {
          high = value;
        }
      }
    }
    return low <= high ? [low, high] : null;
  }

  /** Histogram of a measure by verdict: bins of correct, misclassified, unlabelled. */
  histogram(id: string, extent: [number, number], bins: number, filters: Filters): Uint32Array[] {
    this.apply(filters);
    const values = this.numbers.get(id);
    const counts = VERDICTS.map(() => new Uint32Array(bins));
    if (!values) {
      return counts;
    }
    const own = this.rangeBits.get(id) ?? 0;
    const scale = bins / (extent[1] - extent[0] || 1);
    for (let i = 0; i < this.rows; i++) {
      const value = values[i];
      if ((this.mask[i] & ~own) === 0 && value === value) {
        const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - extent[0]) * scale)));
        counts[this.verdict[i]][bin]++;
      }
    }
    return counts;
  }

  /** Mean of a measure over rows, those without value left out. */
  mean(id: string, rows: Uint32Array): { mean: number; n: number } {
    const values = this.numbers.get(id);
    let sum = 0;
    let n = 0;
    if (values) {
      for (const row of rows) {
        const value = values[row];
        if (value === value) {
          sum += value;
          n++;
        }
      }
    }
    return { mean: n === 0 ? NaN : sum / n, n };
  }

  // Order.

  /** Sorts rows in place and returns them. Rows without value come last either way. */
  sort(rows: Uint32Array, by: Sort): Uint32Array {
    const keys = new Uint32Array(rows.length);
    this.sortKeys(rows, by.by, keys);
    if (by.descending) {
      for (let i = 0; i < keys.length; i++) {
        keys[i] = keys[i] === 0xffffffff ? keys[i] : 0xfffffffe - keys[i];
      }
    }
    return radixSorted(rows, keys);
  }

  private sortKeys(rows: Uint32Array, by: string, keys: Uint32Array): void {
    if (by === 'key') {
      const ranks = this.keyRanks();
      rows.forEach((row, i) => (keys[i] = ranks[row]));
    } else if (by === 'predicted' || by === 'label') {
      const order = this.alphabetical();
      const ids = this[by];
      rows.forEach((row, i) => (keys[i] = ids[row] === 0 ? 0xffffffff : order[ids[row]]));
    } else if (by === 'time') {
      rows.forEach((row, i) => (keys[i] = this.seconds[row]));
    } else if (by === 'worth') {
      const confidence = this.numbers.get('confidence') as Float32Array;
      rows.forEach((row, i) => {
        const wrong = this.verdict[row] === WRONG;
        keys[i] = Math.round((wrong ? 1 - confidence[row] : 1 + confidence[row]) * 1e9);
      });
    } else {
      const values = this.numbers.get(by);
      rows.forEach((row, i) => (keys[i] = values ? ordered(values[row]) : 0xffffffff));
    }
  }

  private alphabetical(): Uint32Array {
    const names = this.classes.names;
    const order = new Uint32Array(names.length);
    names
      .map((_, id) => id)
      .sort((a, b) => (names[a] < names[b] ? -1 : 1))
      .forEach((id, rank) => (order[id] = rank));
    return order;
  }

  // Shards are sorted: pairs of them are merged until one is left.
  private keyRanks(): Uint32Array {
    if (this.keyRank) {
      return this.keyRank;
    }
    let runs: { rows: Uint32Array }[] = this.shards.map((shard) => ({
      rows: Uint32Array.from({ length: shard.n }, (_, i) => shard.start + i),
    }));
    const texts = new Array<string>(this.rows);
    for (const shard of this.shards) {
      const keys = this.keysOf(shard);
      for (let i = 0; i < shard.n; i++) {
        texts[shard.start + i] = keys.joined.slice(keys.offsets[i], keys.offsets[i + 1] - 1);
      }
    }
    while (runs.length > 1) {
      const merged: { rows: Uint32Array }[] = [];
      for (let r = 0; r < runs.length; r += 2) {
        merged.push(r + 1 < runs.length ? { rows: merge(runs[r].rows, runs[r + 1].rows, texts) } : runs[r]);
      }
      runs = merged;
    }
    const ranks = new Uint32Array(this.rows);
    runs[0]?.rows.forEach((row, rank) => (ranks[row] = rank));
    this.keyRank = ranks;
    return ranks;
  }
}

function throwIf(condition: boolean, message: string): void {
  if (condition) {
    throw new Error(message);
  }
}

function merge(a: Uint32Array, b: Uint32Array, texts: string[]): Uint32Array {
  const out = new Uint32Array(a.length + b.length);
  let i = 0;
  let j = 0;
  for (let k = 0; k < out.length; k++) {
    out[k] = j >= b.length || (i < a.length && texts[a[i]] <= texts[b[j]]) ? a[i++] : b[j++];
  }
  return out;
}

function rowAt(offsets: Uint32Array, position: number, from: number): number {
  let low = from;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle] <= position) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);

/** A whole number that is ordered as the float is; the largest for NaN. */
function ordered(value: number): number {
  if (value !== value) {
    return 0xffffffff;
  }
  FLOAT[0] = value;
  const bits = BITS[0];
  return (bits & 0x80000000) !== 0 ? ~bits >>> 0 : (bits | 0x80000000) >>> 0;
}

/** Rows by their keys, equal ones in their order: two passes of 16 bits. */
function radixSorted(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  const n = rows.length;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    order[i] = i;
  }
  for (const shift of [0, 16]) {
    const counts = new Uint32Array(65537);
    for (let i = 0; i < n; i++) {
      counts[((keys[i] >>> shift) & 0xffff) + 1]++;
    }
    for (let i = 0; i < 65536; i++) {
      counts[i + 1] += counts[i];
    }
    const next = new Uint32Array(n);
    for (let i = 0; i < n; i++) {
      next[counts[(keys[order[i]] >>> shift) & 0xffff]++] = order[i];
    }
    order = next;
  }
  return order.map((i) => rows[i]);
}
