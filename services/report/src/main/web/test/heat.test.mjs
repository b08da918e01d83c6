// The arithmetic of maps, against the values of the reference implementation.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

async function module(name) {
  const built = await build({ entryPoints: [join(here, '../src', name)], bundle: true, write: false, format: 'esm' });
  return import('data:text/javascript;base64,' + Buffer.from(built.outputFiles[0].contents).toString('base64'));
}

test('final maps are those of pytorch-grad-cam', async () => {
  const { finalMap } = await module('heat.ts');
  const golden = JSON.parse(readFileSync(join(here, '../../../test/resources/io/camstream/report/page/final-maps.json'), 'utf8'));
  assert.ok(golden.length > 0);
  for (const one of golden) {
    const values = Float32Array.from(one.raw, (value) => Math.max(0, value));
    const low = { h: one.height, w: one.width, values, peak: Math.max(0, ...values) };
    const final = finalMap(low, one.finalHeight, one.finalWidth, null);
    for (const [y, x, value] of one.samples) {
      const drawn = final[y * one.finalWidth + x];
      assert.ok(Math.abs(drawn - value) < 1e-5, `${one.method} at ${y}, ${x}: ${drawn} instead of ${value}`);
    }
  }
});

test('maps on one scale can be compared', async () => {
  const { finalMap } = await module('heat.ts');
  const low = (...values) => ({ h: 2, w: 2, values: Float32Array.from(values), peak: Math.max(...values) });
  assert.ok(Math.abs(Math.max(...finalMap(low(0, 4, 2, 1), 2, 2, [0, 4])) - 1) < 1e-6);
  assert.ok(Math.abs(Math.max(...finalMap(low(0, 1, 0, 0), 2, 2, [0, 4])) - 0.25) < 1e-6);
});

test('jet is the one of OpenCV', async () => {
  const { table } = await module('colour.ts');
  const jet = table('jet');
  const levels = { 0: [0, 0, 128], 31: [0, 0, 252], 33: [0, 4, 255], 96: [2, 255, 254], 128: [130, 255, 126], 159: [254, 255, 1], 255: [128, 0, 0] };
  for (const [level, colour] of Object.entries(levels)) {
    assert.deepEqual([...jet.slice(4 * level, 4 * level + 3)], colour, level);
  }
});

test('contours of a ramp are straight lines', async () => {
  const { contour } = await module('heat.ts');
  const [h, w] = [8, 10];
  const ramp = Float32Array.from({ length: h * w }, (_, i) => (i % w) / (w - 1));
  const points = contour(ramp, h, w, 0.5);
  assert.equal(points.length, 4 * (h - 1));
  for (let i = 0; i < points.length; i += 2) {
    assert.ok(Math.abs(points[i] - 0.5) < 1e-6);
  }
});

test('columns are decoded as they are encoded', async () => {
  const { textsOf, levelsOf } = await module('format.ts');
  const b64 = (...bytes) => Buffer.from(bytes).toString('base64');
  assert.deepEqual(textsOf({ t: 'text', w: 1, p: b64(0, 2, 0), l: b64(3, 1, 2), s: 'abcxyz' }), ['abc', 'abx', 'yz']);
  assert.deepEqual([...levelsOf(b64(1, 2, 3, 4), 2)], [0x0201, 0x0403]);
});
