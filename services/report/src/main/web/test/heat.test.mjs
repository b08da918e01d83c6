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
  const cases = golden.cases ?? golden;
  assert.ok(cases.length > 0);
  for (const one of cases) {
    const values = Float32Array.from(one.values ?? one.raw, (value) => Math.max(0, value));
    const low = { h: one.height, w: one.width, values, peak: Math.max(0, ...values) };
    const toH = one.toHeight ?? one.targetHeight;
    const toW = one.toWidth ?? one.targetWidth;
    const final = finalMap(low, toH, toW, null);
    const expected = one.final ?? one.expected;
    expected.flat().forEach((value, i) => assert.ok(Math.abs(final[i] - value) < 1e-4, `pixel ${i}: ${final[i]} instead of ${value}`));
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
