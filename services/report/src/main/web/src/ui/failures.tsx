/** Images that have no explanation but a reason. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { NO_FILTERS } from '../app';
import type { Live } from '../live';
import { count, images } from '../text';
import { saveText } from '../export';
import { csvCell } from '../text';
import { Empty, ImageName, Text, useApp } from './parts';

const PAGE = 100;

export function Failures({ live }: { live: Live }) {
  const app = useApp();
  const { data, state } = app;
  const { filters } = state;
  const [pages, setPages] = useState(1);
  const counts = useMemo(() => data.countsBy('code', filters), [JSON.stringify(filters), data.rows, data.alive]);
  const failed = app.manifest?.counts.failed ?? 0;
  const rows = app.selection;
  const codes = data.codes.names.map((name, id) => ({ name, n: counts[id] ?? 0 })).filter((one) => one.name !== '' && (one.n > 0 || filters.code.includes(one.name)));
  const retriable = useMemo(() => Array.from(rows).filter((row) => data.failure(row).retriable), [rows]);
  const csv = () => {
    const lines = Array.from(rows, (row) => {
      const failure = data.failure(row);
      return [data.key(row), failure.stage, failure.code, failure.message, failure.attempts, failure.retriable].map(csvCell).join(',');
    });
    saveText('failures.csv', 'text/csv', 'image,stage,code,message,attempts,retriable\n' + lines.join('\n') + '\n');
  };
  if (failed === 0 && rows.length === 0) {
    return (
      <div class="wrap">
        <Empty>No image has failed.</Empty>
      </div>
    );
  }
  return (
    <div class="wrap failures">
      <div class="head">
        <h2>{images(rows.length)} failed</h2>
        <div class="grow" />
        <button type="button" onClick={csv}>
          Save as CSV
        </button>
        {live.status.replay && <Replay live={live} rows={Array.from(rows)} retriable={retriable} />}
      </div>
      <p class="hint">A failure that is worth another attempt is marked. The other images go on whatever fails.</p>
      <div class="kinds">
        {codes.map((one) => (
          <button
            key={one.name}
            type="button"
            aria-pressed={filters.code.includes(one.name)}
            onClick={() => app.filter({ code: filters.code.includes(one.name) ? filters.code.filter((code) => code !== one.name) : [...filters.code, one.name] })}
          >
            <Text>{one.name}</Text> <span class="number">{count(one.n)}</span>
          </button>
        ))}
        <label class="search">
          <span class="unseen">Search in names</span>
          <input type="search" placeholder="Search names" value={filters.text} onInput={(event) => app.filter({ text: event.currentTarget.value }, undefined, false)} />
        </label>
        {JSON.stringify(filters) !== JSON.stringify({ ...NO_FILTERS, state: 'failed' }) && (
          <button type="button" class="link" onClick={() => app.update({ filters: NO_FILTERS })}>
            Remove all filters
          </button>
        )}
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Failures">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Image</th>
              <th scope="col">Stage</th>
              <th scope="col">Reason</th>
              <th scope="col" class="number">
                Attempts
              </th>
              <th scope="col">Again?</th>
            </tr>
          </thead>
          <tbody>
            {Array.from(rows.subarray(0, pages * PAGE), (row) => {
              const failure = data.failure(row);
              return (
                <tr key={row}>
                  <th scope="row">
                    <ImageName of={data.key(row)} />
                  </th>
                  <td>{failure.stage.toLowerCase()}</td>
                  <td>
                    <code>
                      <Text>{failure.code}</Text>
                    </code>{' '}
                    <Text>{failure.message}</Text>
                  </td>
                  <td class="number">{failure.attempts}</td>
                  <td>{failure.retriable ? 'may help' : <span class="quiet">no</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length > pages * PAGE && (
        <button type="button" onClick={() => setPages(pages + 1)}>
          Show {count(Math.min(PAGE, rows.length - pages * PAGE))} more of {count(rows.length - pages * PAGE)}
        </button>
      )}
    </div>
  );
}

const MOST_REPLAYED = 10_000;

function Replay({ live, rows, retriable }: { live: Live; rows: number[]; retriable: number[] }) {
  const app = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const [only, setOnly] = useState(true);
  const [said, setSaid] = useState('');
  const wanted = (only ? retriable : rows).slice(0, MOST_REPLAYED);
  const go = () => {
    dialog.current?.close();
    setSaid('…');
    live
      .replay(wanted.map((row) => app.data.key(row)))
      .then((n) => setSaid(images(n) + ' will be explained again.'))
      .catch((problem: Error) => setSaid('Not replayed: ' + problem.message));
  };
  return (
    <>
      {said && (
        <span class="quiet" role="status">
          {said}
        </span>
      )}
      <button type="button" class="primary" disabled={rows.length === 0} onClick={() => dialog.current?.showModal()}>
        Try again …
      </button>
      <dialog class="ask" ref={dialog} aria-label="Try failed images again">
        <h2>Try failed images again?</h2>
        <p>Their references go back to the topic of images. What succeeds replaces its failure here.</p>
        <label class="check">
          <input type="checkbox" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} /> Only where another attempt may help ({count(retriable.length)})
        </label>
        <div class="line end">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" class="primary" disabled={wanted.length === 0} onClick={go}>
            Try {images(wanted.length)} again
          </button>
        </div>
      </dialog>
    </>
  );
}
