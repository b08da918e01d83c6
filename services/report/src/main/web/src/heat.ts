/**
 * From a low-resolution map to what is seen: the steps of pytorch-grad-cam (`scale_cam_image`,
 * `base_cam`), with OpenCV's INTER_LINEAR.
 */
import { bytesOf, type DetailMap } from './format';

export interface LowMap {
  map: number;
  /** -1: does not depend on the class. */
  classIndex: number;
  h: number;
  w: number;
  /** After ReLU, in the map's own units. */
  values: Float32Array;
  peak: number;
  nil: boolean;
  empty: boolean;
  fragile: boolean;
}

const DECODED = new WeakMap<DetailMap, LowMap>();

export function lowMap(raw: DetailMap): LowMap {
  let low = DECODED.get(raw);
  if (!low) {
    const [map, classIndex, h, w, base64, unit, flags] = raw;
    const levels = bytesOf(base64);
    const values = Float32Array.from(levels, (level) => (level / 255) * unit);
    low = {
      map,
      classIndex,
      h,
      w,
      values: values.length === h * w ? values : new Float32Array(0),
      peak: values.reduce((most, value) => Math.max(most, value), 0),
      nil: flags.includes('n'),
      empty: flags.includes('e'),
      fragile: flags.includes('f'),
    };
    DECODED.set(raw, low);
  }
  return low;
}

/** Why a map is not drawn, or null. */
export function obstacle(low: LowMap | undefined, leftOut: number): string | null {
  if (!low) {
    return leftOut > 0
      ? 'This map is not in the report, to keep it small. The raw maps are among the files of the image.'
      : 'This map was not computed.';
  }
  if (low.nil) {
    return 'Nothing to draw: this map is zero by mathematics; what is left is rounding noise.';
  }
  if (low.empty || low.peak === 0) {
    return 'Nothing to draw: no place raises the score of this class.';
  }
  return low.values.length === 0 ? 'Nothing to draw: the values of this map are missing or not finite.' : null;
}

function places(from: number, to: number): { low: Int32Array; high: Int32Array; weight: Float32Array } {
  const low = new Int32Array(to);
  const high = new Int32Array(to);
  const weight = new Float32Array(to);
  for (let d = 0; d < to; d++) {
    const place = (d + 0.5) * (from / to) - 0.5;
    const s = Math.floor(place);
    const inside = s >= 0 && s < from - 1;
    low[d] = Math.min(Math.max(s, 0), from - 1);
    high[d] = inside ? s + 1 : low[d];
    weight[d] = inside ? place - s : 0;
  }
  return { low, high, weight };
}

export function resized(values: Float32Array, h: number, w: number, toH: number, toW: number): Float32Array {
  const xs = places(w, toW);
  const ys = places(h, toH);
  const out = new Float32Array(toH * toW);
  for (let y = 0; y < toH; y++) {
    const top = ys.low[y] * w;
    const bottom = ys.high[y] * w;
    for (let x = 0; x < toW; x++) {
      const l = xs.low[x];
      const r = xs.high[x];
      const above = values[top + l] + (values[top + r] - values[top + l]) * xs.weight[x];
      const below = values[bottom + l] + (values[bottom + r] - values[bottom + l]) * xs.weight[x];
      out[y * toW + x] = above + (below - above) * ys.weight[y];
    }
  }
  return out;
}

/** The lowest value after ReLU and the highest: what becomes 0 and 1. */
export function scaleOf(low: LowMap): [number, number] {
  let least = Infinity;
  for (const value of low.values) {
    least = Math.min(least, value);
  }
  return [isFinite(least) ? least : 0, low.peak];
}

/**
 * The final map, 0..1.
 *
 * @param shared the scale of several maps, so that they can be compared; null: the map's own
 */
export function finalMap(low: LowMap, h: number, w: number, shared: [number, number] | null): Float32Array {
  const [from, to] = shared ?? scaleOf(low);
  const large = resized(low.values.map((value) => (value - from) / (1e-7 * (to - from) + (to - from) || 1)), low.h, low.w, h, w);
  if (shared) {
    return large;
  }
  let least = Infinity;
  let most = -Infinity;
  for (const value of large) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return large.map((value) => (value - least) / (1e-7 + most - least));
}

/** The value of a final map at a place, 0..1 from left and top. */
export function valueAt(final: Float32Array, h: number, w: number, x: number, y: number): number {
  const column = Math.min(w - 1, Math.max(0, Math.floor(x * w)));
  const row = Math.min(h - 1, Math.max(0, Math.floor(y * h)));
  return final[row * w + column];
}

/**
 * Lines where a map has a level, as pairs of points (x0, y0, x1, y1, ...), 0..1 from left and top:
 * marching squares between the centres of pixels.
 */
export function contour(values: Float32Array, h: number, w: number, level: number): Float32Array {
  const out: number[] = [];
  for (let y = 0; y + 1 < h; y++) {
    for (let x = 0; x + 1 < w; x++) {
      const a = values[y * w + x];
      const b = values[y * w + x + 1];
      const c = values[(y + 1) * w + x + 1];
      const d = values[(y + 1) * w + x];
      const cuts: number[] = [];
      const cut = (p: number, q: number, px: number, py: number, qx: number, qy: number) => {
        if (p >= level !== q >= level) {
          const t = (level - p) / (q - p);
          cuts.push((x + 0.5 + px + (qx - px) * t) / w, (y + 0.5 + py + (qy - py) * t) / h);
        }
      };
      cut(a, b, 0, 0, 1, 0);
      cut(b, c, 1, 0, 1, 1);
      cut(d, c, 0, 1, 1, 1);
      cut(a, d, 0, 0, 0, 1);
      if (cuts.length === 4) {
        out.push(...cuts);
      } else if (cuts.length === 8) {
        // A saddle: which corners belong together is told by the middle.
        const high = (a + b + c + d) / 4 >= level;
        const [top, right, bottom, left] = [cuts.slice(0, 2), cuts.slice(2, 4), cuts.slice(4, 6), cuts.slice(6, 8)];
        if (a >= level === high) {
          out.push(...top, ...right, ...bottom, ...left);
        } else {
          out.push(...top, ...left, ...bottom, ...right);
        }
      }
    }
  }
  return Float32Array.from(out);
}
