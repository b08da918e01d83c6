// Measures the page in Chromium: node test/measure.mjs FOLDER...
import { chromium } from 'playwright-core';
import { resolve } from 'node:path';
import { statSync } from 'node:fs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
for (const folder of process.argv.slice(2)) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--enable-precise-memory-info', '--js-flags=--expose-gc'] });
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  page.on('pageerror', (problem) => console.error(problem.message));
  const start = performance.now();
  const address = /^https?:/.test(folder) ? folder : 'file://' + resolve(folder) + '/index.html';
  await page.goto(address + '#images');
  await page.waitForFunction(() => globalThis.camstreamApp?.manifest && !globalThis.camstreamApp.loading, null, { timeout: 300_000, polling: 20 });
  const loaded = performance.now() - start;
  await page.waitForSelector('.card img', { timeout: 60_000 });
  const first = performance.now() - start;
  const figures = await page.evaluate(async () => {
    const app = globalThis.camstreamApp;
    const { data } = app;
    const time = (action) => {
      const begin = performance.now();
      action();
      return Math.round(10 * (performance.now() - begin)) / 10;
    };
    const none = { state: 'explained', text: '', verdict: [], predicted: [], label: [], code: [], finding: '', ranges: {} };
    const heap = () => {
      globalThis.gc?.();
      return Math.round(performance.memory.usedJSHeapSize / 1048576);
    };
    const result = { rows: data.rows, heapMiB: heap() };
    const wanted = { ...none, verdict: ['misclassified'], predicted: ['Parabasal'], ranges: { confidence: [0.5, 0.9] } };
    result.filterThreeMs = time(() => data.select(wanted));
    result.found = data.select(wanted).length;
    const all = data.select(none);
    result.sortConfidenceMs = time(() => data.sort(all.slice(), { by: 'confidence', descending: true }));
    result.sortClassMs = time(() => data.sort(all.slice(), { by: 'predicted', descending: false }));
    result.searchMs = time(() => data.select({ ...none, text: 'cell_0000' }));
    result.sortNameMs = time(() => data.sort(all.slice(), { by: 'key', descending: false }));
    result.confusionMs = time(() => data.confusion(none));
    let begin = performance.now();
    await app.loadMeasures();
    result.measuresMs = Math.round(performance.now() - begin);
    result.sortMeasureMs = time(() => data.sort(all.slice(), { by: 'gradcam:border_share', descending: true }));
    result.heapAllMiB = heap();
    return result;
  });
  // Frames while the grid is scrolled, and while the opacity is moved.
  const frames = async (action) =>
    page.evaluate(async (source) => {
      const act = new Function('i', source);
      const times = [];
      let last = performance.now();
      for (let i = 0; i < 90; i++) {
        act(i);
        await new Promise((done) => requestAnimationFrame(done));
        const now = performance.now();
        times.push(now - last);
        last = now;
      }
      times.sort((a, b) => a - b);
      return { medianMs: Math.round(10 * times[45]) / 10, p95Ms: Math.round(10 * times[85]) / 10 };
    }, action);
  figures.scroll = await frames("document.querySelector('.grid').scrollTop += 120;");
  await page.evaluate(() => globalThis.camstreamApp.update({ size: 112 }, false));
  await page.waitForTimeout(1500);
  figures.cards = await page.locator('.card').count();
  figures.overlay = await page.locator('canvas.maps').getAttribute('data-kind');
  figures.opacity = await frames('const a = globalThis.camstreamApp; a.update({ maps: { ...a.state.maps, opacity: 20 + (i % 60) } }, false);');
  figures.method = await frames('const a = globalThis.camstreamApp; a.update({ maps: { ...a.state.maps, map: i % 3 } }, false);');
  const index = /^https?:/.test(folder) ? undefined : statSync(resolve(folder, 'index.html')).size;
  console.log(JSON.stringify({ folder, indexBytes: index, loadedMs: Math.round(loaded), firstPictureMs: Math.round(first), ...figures }));
  await browser.close();
}
