// The page in Chromium, from a folder. Skipped where there is no Chromium.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { generate } from './generate.mjs';

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const skip = executablePath ? false : 'no Chromium on this machine';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HOSTILE = '<img src=x onerror=alert(1)>';
const NAMES = [
  'images/batch/细胞涂片样本非常长的名字第一百二十三号标本图像.png',
  'images/batch/عينة الخلايا رقم طويل جدا من المختبر المركزي.png',
  'images/batch/תאים לדוגמה עם שם ארוך מאוד של קובץ.png',
  'images/batch/' + HOSTILE + '.png',
  'images/batch/cell\u202egnp.exe',
  'images/batch/a-very-long-common-beginning-of-all-names-of-this-slide-0001.png',
  'images/batch/a-very-long-common-beginning-of-all-names-of-this-slide-0002.png',
];
let folder;
let browser;

before(async () => {
  if (skip) {
    return;
  }
  folder = mkdtempSync(join(tmpdir(), 'camstream-page-'));
  generate(join(folder, 'plain'), 3000, 5);
  generate(join(folder, 'hostile'), 40, 3, { batch: HOSTILE, keyOf: (i) => [...NAMES, ...Array.from({ length: 33 }, (_, j) => 'images/batch/z' + j)].sort()[i], failedEvery: 9 });
  generate(join(folder, 'many'), 4000, 1000);
  generate(join(folder, 'none'), 0, 3);
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-unsafe-swiftshader'] });
});

after(async () => {
  await browser?.close();
  if (folder) {
    rmSync(folder, { recursive: true });
  }
});

async function open(report, hash = '', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (problem) => page.problems.push(problem.message));
  page.on('dialog', (dialog) => {
    page.problems.push('a dialogue: ' + dialog.message());
    void dialog.dismiss();
  });
  page.on('console', (line) => {
    if (line.type() === 'error' && !/ERR_FILE_NOT_FOUND/.test(line.text())) {
      page.problems.push(line.text());
    }
  });
  await page.goto('file://' + join(folder, report, 'index.html') + (options.search ?? '') + hash);
  await page.waitForFunction(() => globalThis.camstreamApp?.manifest && !globalThis.camstreamApp.loading);
  return page;
}

async function close(page) {
  assert.deepEqual(page.problems, []);
  await page.context().close();
}

async function accessible(page, what) {
  // The page's policy allows no other scripts, so axe comes by the debugger.
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  const found = result.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary.slice(0, 200)).join(' | '));
  assert.deepEqual(found, [], what);
}

test('counts, filters and orders all images', { skip }, async () => {
  const page = await open('plain', '#images');
  const shown = () => page.locator('.toolbar .count b').innerText();
  assert.equal(await shown(), '2,986');
  await page.getByRole('checkbox', { name: /misclassified/ }).check();
  const wrong = Number((await shown()).replace(',', ''));
  assert.ok(wrong > 50 && wrong < 400, String(wrong));
  await page.getByRole('searchbox', { name: /Search in names/ }).fill('slide-0002');
  await page.waitForFunction((n) => Number(document.querySelector('.count b').textContent.replace(',', '')) < n, wrong);
  await page.getByLabel('Order by').selectOption('confidence');
  const confidences = await page.locator('.card .number').allInnerTexts();
  const numbers = confidences.map(parseFloat);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  await page.waitForTimeout(300);
  const address = page.url();
  assert.match(address, /is=misclassified/);
  await page.reload();
  await page.waitForFunction(() => !globalThis.camstreamApp.loading);
  assert.equal(page.url(), address);
  assert.equal(await page.locator('.card').count(), numbers.length);
  await page.goBack();
  await close(page);
});

test('a cell of the confusion matrix selects its images', { skip }, async () => {
  const page = await open('plain');
  const cell = page.locator('.confusion button.wrong:not(.none)').first();
  const expected = await cell.innerText();
  await cell.click();
  await page.waitForSelector('.toolbar .count b');
  assert.equal(await page.locator('.toolbar .count b').innerText(), expected);
  await close(page);
});

test('a finding selects its images', { skip }, async () => {
  const page = await open('plain');
  await page.getByRole('button', { name: '3 images', exact: true }).click();
  await page.waitForSelector('.toolbar .count b');
  assert.equal(await page.locator('.toolbar .count b').innerText(), '3');
  await page.waitForTimeout(100);
  assert.match(page.url(), /finding=background/);
  await close(page);
});

test('every image can be reached by scrolling', { skip }, async () => {
  const page = await open('plain', '#images?sort=key&size=112');
  await page.locator('.grid').evaluate((grid) => (grid.scrollTop = grid.scrollHeight));
  await page.waitForFunction(() => [...document.querySelectorAll('.card')].some((card) => card.dataset.key.endsWith('cell_0002999.png')));
  await page.waitForSelector('.card img');
  assert.ok((await page.locator('.card').count()) < 200);
  await close(page);
});

test('maps are drawn over the cards, with and without a GPU', { skip }, async () => {
  for (const search of ['', '?canvas']) {
    const page = await open('plain', '#images', { search });
    await page.waitForSelector('.card img');
    await page.waitForTimeout(300);
    assert.equal(await page.locator('canvas.maps').getAttribute('data-kind'), search ? '2d' : 'webgl');
    const shot = async () => (await page.locator('.grid').screenshot()).toString('base64');
    const on = await shot();
    await page.getByText('Grad-CAM', { exact: true }).first().click();
    await page.getByLabel('Show maps').uncheck();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
    assert.notEqual(await shot(), on);
    await close(page);
  }
});

test('the viewer steps, zooms, compares and keeps notes', { skip }, async () => {
  const page = await open('plain', '#images');
  await page.waitForSelector('.card img');
  await page.locator('.card').first().press('Enter');
  const title = page.locator('.viewer h2');
  const first = await title.innerText();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((name) => document.querySelector('.viewer h2').textContent !== name, first);
  await page.keyboard.press('+');
  await page.getByLabel('Beside it').selectOption('methods');
  await page.waitForFunction(() => document.querySelectorAll('.stage').length === 3);
  await page.getByLabel('Beside it').selectOption('mean');
  await page.waitForFunction(() => document.querySelectorAll('.stage').length === 2);
  await page.locator('.board').first().hover();
  assert.match(await page.locator('.stage figcaption .number').first().innerText(), /^\d\.\d\d$/);
  await page.getByLabel('Note').fill('a note');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('.viewer').open);
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage).includes('a note')), true);
  await close(page);
});

test('exports the selection as a table, as keys and as pictures', { skip }, async () => {
  const page = await open('plain', '#images?is=misclassified&q=slide-0000');
  const n = Number(await page.locator('.toolbar .count b').innerText());
  const saved = async (name) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return readFileSync(await (await download).path());
  };
  await page.locator('summary[title="Export the selection"]').click();
  const lines = (await saved('Table as CSV')).toString('utf8').trim().split('\n');
  assert.equal(lines.length, n + 1);
  assert.match(lines[0], /^image,name,label,predicted_class,verdict,confidence,margin,entropy,gradcam:border_share/);
  assert.equal((await saved('List of keys')).toString('utf8').trim().split('\n').length, n);
  const zip = await saved(/Pictures as zip/);
  assert.equal(zip.subarray(0, 2).toString(), 'PK');
  assert.equal(zip.toString('latin1').split('PK\x01\x02').length - 1, 2 * n);
  await close(page);
});

test('hostile and foreign names are text', { skip }, async () => {
  for (const hash of ['', '#images', '#failures', '#print', '#images?image=' + encodeURIComponent(NAMES[3])]) {
    const page = await open('hostile', hash);
    await page.waitForTimeout(500);
    assert.equal(await page.locator('img[src=x]').count(), 0);
    assert.equal(await page.evaluate(() => document.body.innerText.includes('\u202e')), false);
    assert.equal(await page.locator('h1').innerText(), HOSTILE);
    await close(page);
  }
});

test('a report without images says so', { skip }, async () => {
  const page = await open('none', '#images');
  assert.match(await page.locator('.empty').innerText(), /No image has been explained yet/);
  await close(page);
});

test('nothing is wider than a phone', { skip }, async () => {
  for (const hash of ['', '#images', '#failures', '#print']) {
    const page = await open('many', hash, { viewport: { width: 360, height: 740 } });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const culprits = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, .grid, nav, dialog'))
        .slice(0, 3)
        .map((one) => one.outerHTML.slice(0, 150)),
    );
    assert.ok(wider <= 0, hash + ' is ' + wider + ' pixels too wide: ' + culprits.join(' | '));
    await close(page);
  }
});

for (const [mode, options] of Object.entries({
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  print: { colorScheme: 'light', print: true },
})) {
  test('meets WCAG 2.2 AA: ' + mode, { skip }, async () => {
    const { print, ...context } = options;
    const views = { overview: '', images: '#images?is=misclassified&range.confidence=0.5..0.99', failures: '#failures', print: '#print', viewer: '#images?image=images%2Fbatch%2Fslide-0000%2Fcell_0000013.png' };
    for (const [name, hash] of Object.entries(views)) {
      const page = await open('plain', hash, context);
      await page.waitForTimeout(700);
      if (print) {
        await page.emulateMedia({ media: 'print' });
      }
      await accessible(page, name + ', ' + mode);
      if (name === 'images' && !print) {
        await page.locator('summary[title="Maps on the cards"]').click();
        await accessible(page, name + ' with settings, ' + mode);
      }
      await close(page);
    }
  });
}
