/** The list of all batches: `reports/index.html`. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { eachOf, load } from '../loader';
import { count } from '../text';
import { Text } from './parts';

interface Entry {
  batch: string;
  folder: string;
  explained: number;
  failed: number;
  pending: number;
}

const PAGE = 200;

/** How many files the list has; the page says so, since there is no way to ask a folder. */
function files(): number {
  return Number(document.querySelector<HTMLMetaElement>('meta[name="camstream-batches"]')?.content ?? NaN);
}

export function isBatchList(): boolean {
  return isFinite(files());
}

export function BatchList() {
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [text, setText] = useState('');
  const [pages, setPages] = useState(1);
  const [order, setOrder] = useState<keyof Entry>('batch');
  useEffect(() => {
    document.title = 'Batches – CamStream';
    const all: Entry[] = [];
    const names = Array.from({ length: files() }, (_, i) => 'batches/' + i.toString().padStart(3, '0') + '.js');
    // A part that has no batch yet does not exist.
    void eachOf(names, 8, async (name) => {
      all.push(...((await load('batches', name, location.protocol === 'file:' ? '' : '?at=' + Date.now()).catch(() => [])) as Entry[]));
    }).then(() => setEntries(all));
  }, []);
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/);
    return (entries ?? [])
      .filter((entry) => words.every((word) => entry.batch.toLowerCase().includes(word)))
      .sort((a, b) => {
        const [x, y] = [a[order] ?? '', b[order] ?? ''];
        return order === 'batch' ? (x < y ? -1 : 1) : x < y ? 1 : x > y ? -1 : 0;
      });
  }, [entries, text, order]);
  const head = (by: keyof Entry, title: string, number = true) => (
    <th scope="col" class={number ? 'number' : ''} aria-sort={order === by ? (by === 'batch' ? 'ascending' : 'descending') : undefined}>
      <button type="button" class="sorter" onClick={() => setOrder(by)}>
        {title}
      </button>
    </th>
  );
  return (
    <>
      <header class="top">
        <div class="wrap">
          <div class="brand">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <circle class="ring3" cx="12" cy="12" r="11" />
              <circle class="ring2" cx="12" cy="12" r="7" />
              <circle class="ring1" cx="12" cy="12" r="3.2" />
            </svg>
            CamStream
          </div>
          <h1>Batches</h1>
        </div>
      </header>
      <main class="wrap batchlist">
        {entries === null ? (
          <p class="empty" role="status">Loading …</p>
        ) : (
          <>
            <div class="head">
              <label class="search">
                <span class="unseen">Search batches</span>
                <input type="search" placeholder="Search batches" value={text} onInput={(event) => setText(event.currentTarget.value)} />
              </label>
              <p class="count" role="status">
                <b>{count(found.length)}</b> of {count(entries.length)} {entries.length === 1 ? 'batch' : 'batches'}
              </p>
            </div>
            <div class="scroll" tabIndex={0} role="region" aria-label="Batches">
              <table class="figures">
                <thead>
                  <tr>
                    {head('batch', 'Batch', false)}
                    {head('explained', 'Explained')}
                    {head('pending', 'Waiting')}
                    {head('failed', 'Failed')}
                  </tr>
                </thead>
                <tbody>
                  {found.slice(0, pages * PAGE).map((entry) => (
                    <tr key={entry.folder}>
                      <th scope="row">
                        <a href={encodeURIComponent(entry.folder) + '/index.html'}>
                          <Text>{entry.batch}</Text>
                        </a>
                      </th>
                      <td class="number">{count(entry.explained)}</td>
                      <td class="number">{count(entry.pending)}</td>
                      <td class="number">{count(entry.failed)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {found.length > pages * PAGE && (
              <button type="button" onClick={() => setPages(pages + 1)}>
                Show more
              </button>
            )}
          </>
        )}
      </main>
      <footer>
        <p class="wrap">Research use only. Not a medical device.</p>
      </footer>
    </>
  );
}
