/** What leaves the page: files that are saved. */
import { Zip, ZipPassThrough } from 'fflate';
import type { App } from './app';
import { bytesOf } from './format';
import { finalMap } from './heat';
import { heatPicture } from './overlay';
import { csvCell, nameOf } from './text';
import { mapFor, sharedScale, viewIn } from './ui/grid';
import { notesOf } from './notes';
import { VERDICTS } from './dataset';

export function save(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function saveText(name: string, type: string, text: string): void {
  save(name, new Blob([text], { type: type + ';charset=utf-8' }));
}

const CHUNK = 4096;

function fileName(app: App, rest: string): string {
  const batch = (app.manifest?.batch ?? 'batch').replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 60) || 'batch';
  return batch + '-' + rest;
}

/** The selection as CSV: its keys, predictions, and the measures that are loaded. */
export async function saveCsv(app: App): Promise<void> {
  await app.loadMeasures();
  const measures = app.measures.map((measure) => measure.id);
  const notes = notesOf(app.manifest?.batch ?? '');
  const parts: BlobPart[] = [['image', 'name', 'label', 'predicted_class', 'verdict', ...measures, 'note'].map(csvCell).join(',') + '\n'];
  const { data, selection } = app;
  for (let start = 0; start < selection.length; start += CHUNK) {
    const lines: string[] = [];
    for (const row of selection.subarray(start, start + CHUNK)) {
      const key = data.key(row);
      const cells = [
        key,
        nameOf(key),
        data.className(data.label[row]) || null,
        data.className(data.predicted[row]),
        VERDICTS[data.verdict[row]],
        ...measures.map((id) => Number(data.number(id, row).toPrecision(6))),
        notes[key] ?? null,
      ];
      lines.push(cells.map(csvCell).join(','));
    }
    parts.push(lines.join('\n') + '\n');
  }
  save(fileName(app, 'selection.csv'), new Blob(parts, { type: 'text/csv;charset=utf-8' }));
}

export function saveKeys(app: App): void {
  const parts: string[] = [];
  for (const row of app.selection) {
    parts.push(JSON.stringify(app.data.key(row)).slice(1, -1) + '\n');
  }
  save(fileName(app, 'keys.txt'), new Blob(parts, { type: 'text/plain;charset=utf-8' }));
}

/** Most pictures of one archive, since it is made in the memory of the browser. */
export const MOST_PICTURES = 2000;

/** The selection's pictures and overlays, as they are on the cards, in a zip archive. */
export async function saveZip(app: App, progress: (done: number, of: number) => void): Promise<void> {
  const chunks: BlobPart[] = [];
  const zip = new Zip();
  const finished = new Promise<void>((resolve, reject) => {
    zip.ondata = (problem, chunk, last) => {
      if (problem) {
        reject(problem);
      } else {
        chunks.push(chunk as BlobPart);
        if (last) {
          resolve();
        }
      }
    };
  });
  const rows = Array.from(app.selection.subarray(0, MOST_PICTURES));
  const digits = String(rows.length).length;
  for (const [i, row] of rows.entries()) {
    const detail = await app.loadDetail(row).catch(() => undefined);
    if (detail?.p) {
      const base = String(i + 1).padStart(digits, '0') + '_' + nameOf(app.data.key(row)).replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').slice(-80);
      put(zip, base + '.jpg', bytesOf(detail.p));
      const picture = await overlaid(app, row);
      if (picture) {
        put(zip, base + '_map.png', new Uint8Array(await picture.arrayBuffer()));
      }
    }
    progress(i + 1, rows.length);
  }
  zip.end();
  await finished;
  save(fileName(app, 'pictures.zip'), new Blob(chunks, { type: 'application/zip' }));
}

function put(zip: Zip, name: string, bytes: Uint8Array): void {
  const file = new ZipPassThrough(name);
  zip.add(file);
  file.push(bytes as Uint8Array<ArrayBuffer>, true);
}

/** An image with its map as the grid shows it, at the size of its picture in the report. */
export async function overlaid(app: App, row: number): Promise<Blob | null> {
  const detail = await app.loadDetail(row);
  if (!detail?.p) {
    return null;
  }
  const canvas = document.createElement('canvas');
  canvas.width = detail.pw;
  canvas.height = detail.ph;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const image = new Image();
  image.src = 'data:image/jpeg;base64,' + detail.p;
  await image.decode();
  context.drawImage(image, 0, 0, detail.pw, detail.ph);
  const { maps } = app.state;
  const low = mapFor(app, row, detail);
  if (low && !low.nil && low.peak > 0) {
    const place = viewIn(detail, 0, 0, detail.pw, detail.ph);
    const w = Math.max(1, Math.round(place.width));
    const h = Math.max(1, Math.round(place.height));
    context.globalAlpha = maps.opacity / 100;
    context.drawImage(heatPicture(finalMap(low, h, w, sharedScale(detail, maps.map, maps.shared)), h, w, maps), place.x, place.y, place.width, place.height);
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
