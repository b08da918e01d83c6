// Writes a synthetic report of any size, for measurements and for the browser's tests.
//
//   node test/generate.mjs FOLDER ROWS [CLASSES]
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const resources = join(here, '../../resources/io/camstream/report/page');
const demo = join(here, '../../../../../../infra/demo/images/synthetic-cells');
const PER_BLOCK = 16;
const MOST_BLOCKS = 2000;
const PER_SHARD = 32768;

let seed = 7;
export function random() {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 4294967296;
}

function base64(array) {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function text(values) {
  const shared = new Uint16Array(values.length);
  const lengths = new Uint16Array(values.length);
  let suffixes = '';
  let before = '';
  values.forEach((value, i) => {
    let n = 0;
    while (n < before.length && n < value.length && before[n] === value[n]) {
      n++;
    }
    shared[i] = n;
    lengths[i] = value.length - n;
    suffixes += value.slice(n);
    before = value;
  });
  return { t: 'text', w: 2, p: base64(shared), l: base64(lengths), s: suffixes };
}

function dictionary(values) {
  const ids = new Map();
  const levels = values.map((value) => {
    if (!ids.has(value)) {
      ids.set(value, ids.size);
    }
    return ids.get(value);
  });
  const w = ids.size <= 256 ? 1 : ids.size <= 65536 ? 2 : 4;
  const array = w === 1 ? Uint8Array.from(levels) : w === 2 ? Uint16Array.from(levels) : Uint32Array.from(levels);
  return { t: 'dict', w, d: [...ids.keys()], v: base64(array) };
}

function shares(values) {
  return { t: 'num', w: 2, lo: 0, step: 1 / 65534, v: base64(Uint16Array.from(values, (value) => (isNaN(value) ? 65535 : Math.round(value * 65534)))) };
}

function whole(values, w, lo = 0) {
  const array = w === 1 ? Uint8Array : w === 2 ? Uint16Array : Uint32Array;
  return { t: 'num', w, lo, step: 1, v: base64(array.from(values, (value) => value - lo)) };
}

export function generate(folder, rows, classCount = 5, options = {}) {
  const write = (kind, sub, content) => {
    const body = JSON.stringify(content);
    const name = kind + '-' + createHash('sha256').update(body).digest('hex').slice(0, 16);
    writeFileSync(join(folder, sub, name + '.js'), 'camstream.' + (kind === 'rows' || kind === 'measures' ? 'table' : kind) + '("' + name + '",' + body + ');\n');
    return name;
  };
  mkdirSync(join(folder, 'data'), { recursive: true });
  mkdirSync(join(folder, 'blocks'), { recursive: true });
  const names = ['Dyskeratotic', 'Koilocytotic', 'Metaplastic', 'Parabasal', 'Superficial-Intermediate'];
  const classes = Array.from({ length: classCount }, (_, i) => names[i] ?? 'class-' + String(i).padStart(4, '0'));
  const methods = [
    ['gradcam', 'Grad-CAM'],
    ['gradcampp', 'Grad-CAM++'],
    ['layercam', 'Layer-CAM'],
  ];
  const measures = methods.flatMap(([id, name]) => [
    { id: id + ':border_share', title: 'share on the border', group: name, description: 'Share of the energy in the outer tenth of the view.', highIsBad: true },
    { id: id + ':background_share', title: 'share on background', group: name, description: 'Share of the energy on pixels of the colour of the background.', highIsBad: true },
    { id: id + ':concentration', title: 'concentration', group: name, description: 'Gini coefficient: 0 evenly spread, 1 on one point.', highIsBad: null },
  ]);
  const catalogue = write('catalogue', 'data', {
    models: [{ name: 'synthetic', architecture: 'convnext', sha256: 'a'.repeat(64), classes }],
    maps: methods.map(([method, name]) => ({ method, name, layer: 'encoder.stages.3.layers.2' })),
    measures,
  });
  const pictures = readdirSync(demo).filter((file) => file.endsWith('.jpg')).map((file) => readFileSync(join(demo, file)).toString('base64'));
  const size = options.pictureSize ?? 160;
  const mapOf = () => {
    const [cx, cy, s] = [1 + 5 * random(), 1 + 5 * random(), 0.8 + 2 * random()];
    return base64(Uint8Array.from({ length: 49 }, (_, i) => 255 * Math.exp(-((i % 7 - cx) ** 2 + (Math.floor(i / 7) - cy) ** 2) / (2 * s * s))));
  };
  const image = (i) => {
    const listed = Math.min(classCount, 20);
    return {
      p: pictures[i % pictures.length], pw: size, ph: size, w: size, h: size, view: [0, 0, size, size], model: 0,
      ...(classCount > 50 ? { k: Array.from({ length: listed }, (_, j) => (i * 7 + j) % classCount) } : {}),
      probs: Array.from({ length: listed }, (_, j) => (j === 0 ? 0.7 : 0.3 / (listed - 1))),
      maps: methods.flatMap((_, m) => Array.from({ length: Math.min(5, classCount) }, (_, j) => [m, classCount > 50 ? (i * 7 + j) % classCount : j, 7, 7, mapOf(), 1, i % 97 === 0 && m === 1 ? 'f' : ''])),
      left: 0,
      files: [['original', '../../explanations/image.png', 'explanations/image.png']],
    };
  };
  const blocks = [];
  const blockOf = (i) => {
    const b = Math.floor(i / PER_BLOCK) % MOST_BLOCKS;
    if (!blocks[b]) {
      blocks[b] = write('block', 'blocks', Array.from({ length: Math.min(PER_BLOCK, rows) }, (_, j) => image(b * PER_BLOCK + j)));
    }
    return blocks[b];
  };
  const shards = [];
  const failedEvery = options.failedEvery ?? 211;
  let failed = 0;
  for (let start = 0; start < rows; start += PER_SHARD) {
    const n = Math.min(PER_SHARD, rows - start);
    const range = Array.from({ length: n }, (_, i) => start + i);
    const state = range.map((i) => (i % failedEvery === failedEvery - 1 ? 'failed' : 'explained'));
    failed += state.filter((one) => one === 'failed').length;
    const ok = (i) => state[i - start] === 'explained';
    const truth = range.map((i) => classes[(i * 2654435761 >>> 8) % classCount]);
    const predicted = range.map((i) => (!ok(i) ? null : random() < 0.08 ? classes[Math.floor(random() * classCount)] : truth[i - start]));
    const confidence = range.map((i) => (ok(i) ? 1 - 0.6 * random() ** 2 : NaN));
    const keys = range.map((i) => options.keyOf?.(i) ?? 'images/batch/slide-' + String(Math.floor(i / 500)).padStart(4, '0') + '/cell_' + String(i).padStart(7, '0') + '.png');
    const data = write('rows', 'data', {
      n,
      columns: {
        key: text(keys),
        state: dictionary(state),
        predicted: dictionary(predicted),
        label: dictionary(range.map((i) => (i % 10 === 0 && !options.allLabelled ? null : truth[i - start]))),
        confidence: shares(confidence),
        margin: shares(confidence.map((value) => value * value)),
        entropy: shares(confidence.map((value) => 1 - value)),
        model: whole(range.map(() => 0), 1),
        block: dictionary(range.map((i) => (ok(i) ? blockOf(i) : null))),
        slot: whole(range.map((i) => i % PER_BLOCK), 2),
        seconds: whole(range.map((i) => 1790000000 + i), 4, 1790000000),
        stage: dictionary(range.map((i) => (ok(i) ? null : 'DECODE'))),
        code: dictionary(range.map((i) => (ok(i) ? null : i % 2 ? 'TRUNCATED' : 'NOT_AN_IMAGE'))),
        message: dictionary(range.map((i) => (ok(i) ? null : 'The file ends in the middle of its pixels.'))),
        attempts: whole(range.map((i) => (ok(i) ? 0 : 1)), 1),
        retriable: whole(range.map((i) => (ok(i) ? 0 : i % 2)), 1),
      },
    });
    const measured = write('measures', 'data', { n, columns: Object.fromEntries(measures.map((one) => [one.id, shares(range.map((i) => (ok(i) ? random() * random() : NaN)))])) });
    const means = write('means', 'data', classes.slice(0, 20).flatMap((name) => methods.map((_, m) => ({
      m, c: name, n: predicted.filter((one) => one === name).length, h: 7, w: 7,
      v: base64(Float32Array.from({ length: 49 }, (_, i) => Math.exp(-((i % 7 - 3) ** 2 + (Math.floor(i / 7) - 3) ** 2) / 6) * Math.max(1, predicted.filter((one) => one === name).length))),
    }))));
    shards.push({ rows: n, data, measures: measured, means });
  }
  const first = Array.from({ length: Math.min(rows, 12) }, (_, i) => options.keyOf?.(i) ?? 'images/batch/slide-0000/cell_' + String(i).padStart(7, '0') + '.png');
  const findings = write('findings', 'data', options.findings ?? {
    conclusion: 'One class is likely decided by a shortcut.',
    findings: [
      { id: 'border:Dyskeratotic', level: 'likely-shortcut', text: 'Images of Dyskeratotic are told by ink near the border.', rule: 'share on the border above 0.3', images: 12, keys: first },
      { id: 'background', level: 'look-here', text: 'Some images are told by their background.', rule: 'share on background above 0.5', images: 3, keys: first.slice(0, 3) },
    ],
  });
  const manifest = {
    format: 1, batch: options.batch ?? 'synthetic', revision: rows, writtenAt: '2026-01-01T00:00:00Z', complete: true,
    counts: { discovered: rows, explained: rows - failed, failed, pending: 0 },
    firstDiscoveredAt: '2026-01-01T00:00:00Z', lastFinishedAt: '2026-01-01T01:00:00Z',
    catalogue, shards,
    findings,
    colormap: 'inferno', files: ['results.csv', 'failures.csv', 'summary.json'],
  };
  writeFileSync(join(folder, 'manifest.js'), 'camstream.manifest(' + JSON.stringify(manifest) + ');\n');
  for (const file of ['app.js', 'app.css']) {
    copyFileSync(join(resources, file), join(folder, file));
  }
  writeFileSync(join(folder, 'index.html'), readFileSync(join(resources, 'index.html'), 'utf8').replaceAll('${script}', 'app.js').replaceAll('${style}', 'app.css'));
  return manifest;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, rows, classes] = process.argv.slice(2);
  generate(folder, Number(rows), Number(classes ?? 5));
}
