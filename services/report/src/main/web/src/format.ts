/** The files of a report, as docs/report-format.md defines them, and how columns are decoded. */

export interface Manifest {
  format: number;
  batch: string;
  revision: number;
  writtenAt: string;
  complete: boolean;
  counts: { discovered: number; explained: number; failed: number; pending: number };
  firstDiscoveredAt: string | null;
  lastFinishedAt: string | null;
  catalogue: string;
  /** In order of writing; a row replaces rows of the same key in earlier shards. */
  shards: ShardEntry[];
  /** File of the findings; empty where there are none yet. */
  findings: string;
  colormap: string;
  files: string[];
}

export interface ShardEntry {
  rows: number;
  data: string;
  measures: string;
  means: string;
}

export interface Findings {
  conclusion: string;
  findings: Finding[];
}

export interface Finding {
  id: string;
  level: 'nothing-found' | 'look-here' | 'likely-shortcut';
  text: string;
  rule: string;
  images: number;
  /** Some of the images concerned, or all of them. */
  keys: string[];
}

export interface Catalogue {
  models: ModelEntry[];
  maps: MapEntry[];
  measures: MeasureEntry[];
}

export interface ModelEntry {
  name: string;
  architecture: string;
  sha256: string;
  classes: string[];
}

export interface MapEntry {
  method: string;
  name: string;
  layer: string;
}

export interface MeasureEntry {
  /** The column's name, in measures shards and in results.csv. */
  id: string;
  title: string;
  group: string;
  description: string;
  /** Whether high values call for a look (true), low ones (false), or neither (null). */
  highIsBad: boolean | null;
}

export interface TextColumn {
  t: 'text';
  /** Bytes of one number of `p` and `l`. */
  w: 1 | 2;
  /** How many UTF-16 units each text shares with the one before. */
  p: string;
  /** How many units follow. */
  l: string;
  /** What follows, one after the other. */
  s: string;
}

export interface DictionaryColumn {
  t: 'dict';
  w: 1 | 2 | 4;
  d: (string | null)[];
  v: string;
}

export interface NumberColumn {
  t: 'num';
  w: 1 | 2 | 4;
  /** The value is `lo + step * v`; the largest v stands for no value. */
  lo: number;
  step: number;
  v: string;
}

export type Column = TextColumn | DictionaryColumn | NumberColumn;

export interface Table {
  n: number;
  columns: Record<string, Column>;
}

export interface MeanMap {
  /** Index in the catalogue's maps. */
  m: number;
  /** Predicted class. */
  c: string;
  n: number;
  h: number;
  w: number;
  /** Sum over the images of the map after ReLU, scaled to 0..1: little-endian floats. */
  v: string;
}

/** One image's details in a block. */
export interface ImageDetail {
  /** JPEG in base64, or nothing. */
  p?: string;
  pw: number;
  ph: number;
  w: number;
  h: number;
  /** What the model saw: x, y, width, height in pixels of the image. */
  view: [number, number, number, number];
  /** Index in the catalogue's models. */
  model: number;
  /** Class indices of `probs`; absent: all classes, in the model's order. */
  k?: number[];
  probs: (number | null)[];
  maps: DetailMap[];
  /** Maps that were computed, but are not here. */
  left: number;
  /** Kind, link relative to the page (or null), key. */
  files: [string, string | null, string][];
}

/** Index of map, class (-1: none), height, width, values in base64, value of level 255, flags. */
export type DetailMap = [number, number, number, number, string, number, string];

export function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = text.charCodeAt(i);
  }
  return bytes;
}

export type Levels = Uint8Array | Uint16Array | Uint32Array;

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export function levelsOf(base64: string, width: 1 | 2 | 4): Levels {
  const bytes = bytesOf(base64);
  if (width === 1) {
    return bytes;
  }
  if (!LITTLE_ENDIAN) {
    const view = new DataView(bytes.buffer);
    const n = bytes.length / width;
    return width === 2
      ? Uint16Array.from({ length: n }, (_, i) => view.getUint16(2 * i, true))
      : Uint32Array.from({ length: n }, (_, i) => view.getUint32(4 * i, true));
  }
  return width === 2 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
}

export function floatsOf(base64: string): Float32Array {
  const bytes = bytesOf(base64);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

export function missingOf(width: 1 | 2 | 4): number {
  return width === 1 ? 0xff : width === 2 ? 0xffff : 0xffffffff;
}

export function textsOf(column: TextColumn): string[] {
  const shared = levelsOf(column.p, column.w);
  const lengths = levelsOf(column.l, column.w);
  const texts = new Array<string>(shared.length);
  let before = '';
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    before = before.slice(0, shared[i]) + column.s.slice(at, at + lengths[i]);
    at += lengths[i];
    texts[i] = before;
  }
  return texts;
}
