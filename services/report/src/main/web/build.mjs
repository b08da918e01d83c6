// Makes the page's two files: one classic script and one style sheet.
//
//   node build.mjs            writes them into the resources of the report service
//   node build.mjs --check    says whether the checked-in files are what the sources give
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../resources/io/camstream/report/page');
const notice = '/* CamStream report page. Built from services/report/src/main/web; see its README. */';

function sourcesHash() {
  const hash = createHash('sha256');
  const files = ['build.mjs', 'package.json', 'package-lock.json'];
  const walk = (folder) => {
    for (const entry of readdirSync(join(here, folder), { withFileTypes: true })) {
      const path = folder + '/' + entry.name;
      if (entry.isDirectory()) {
        walk(path);
      } else {
        files.push(path);
      }
    }
  };
  walk('src');
  for (const file of files.sort()) {
    hash.update(file + '\0').update(readFileSync(join(here, file))).update('\0');
  }
  return hash.digest('hex');
}

const common = { bundle: true, minify: true, write: false, charset: 'utf8', target: ['chrome90', 'firefox90', 'safari15'], absWorkingDir: here, legalComments: 'inline' };
const script = await build({ ...common, entryPoints: ['src/main.tsx'], format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' });
const style = await build({ ...common, entryPoints: ['src/style.css'] });
const files = {
  'app.js': notice + '\n' + script.outputFiles[0].text,
  'app.css': notice + '\n' + style.outputFiles[0].text,
  'app.sources.sha256': sourcesHash() + '\n',
};

if (process.argv.includes('--check')) {
  const stale = Object.entries(files).filter(([name, text]) => {
    try {
      return readFileSync(join(target, name), 'utf8') !== text;
    } catch {
      return true;
    }
  });
  if (stale.length > 0) {
    console.error('Not what the sources give: ' + stale.map(([name]) => name).join(', ') + '. Run "npm ci && npm run build" in services/report/src/main/web.');
    process.exit(1);
  }
  console.log('The page is what its sources give.');
} else {
  mkdirSync(target, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(target, name), text);
    console.log(name + ': ' + Buffer.byteLength(text) + ' bytes');
  }
}
