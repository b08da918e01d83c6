/** Progress of a running batch, the health of the services, and dropped files. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { droppedFiles, type Live } from '../live';
import { count, duration, shown } from '../text';
import { Popover, Text, useApp } from './parts';

export function LiveBar({ live }: { live: Live }) {
  const app = useApp();
  const counts = app.manifest?.counts;
  if (!live.on || !counts) {
    return null;
  }
  const bad = live.services.filter((service) => !service.ready);
  const rate = live.rate;
  const done = counts.explained + counts.failed;
  return (
    <div class="livebar">
      <div class="wrap">
        <span class={'dot ' + (!live.connected || bad.length > 0 ? 'bad' : 'good')} aria-hidden="true" />
        <span role="status">
          {!live.connected ? 'Connection lost; trying again' : counts.pending > 0 ? count(done) + ' of ' + count(counts.discovered) + ' done' : 'Live: all done'}
        </span>
        {counts.pending > 0 && (
          <>
            <progress max={counts.discovered} value={done} aria-label="Images done" />
            {rate !== null && (
              <span class="quiet">
                {rate >= 10 ? count(Math.round(rate)) : rate.toFixed(1)} images a second, about {duration(counts.pending / rate)} left
              </span>
            )}
          </>
        )}
        <span class="grow" />
        {live.services.length > 0 && (
          <Popover label={bad.length === 0 ? 'Services ready' : bad.length === 1 ? shown(bad[0].name) + ' is not ready' : count(bad.length) + ' services are not ready'} title="Health of the services">
            <ul class="services">
              {live.services.map((service) => (
                <li key={service.name}>
                  <span class={'dot ' + (service.ready ? 'good' : 'bad')} aria-hidden="true" />
                  <b>
                    <Text>{service.name}</Text>
                  </b>{' '}
                  <span class="quiet">
                    <Text>{service.detail}</Text>
                  </span>
                </li>
              ))}
            </ul>
          </Popover>
        )}
        {live.status.upload && <Add live={live} />}
      </div>
      {live.status.upload && <DropZone live={live} />}
    </div>
  );
}

function Add({ live }: { live: Live }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => folder.current?.setAttribute('webkitdirectory', ''), []);
  const take = (input: HTMLInputElement) => {
    live.add(Array.from(input.files ?? [], (file) => ({ file, path: file.webkitRelativePath || file.name })));
    input.value = '';
  };
  return (
    <Popover label="Add images" title="Add images to this batch">
      <input ref={files} type="file" multiple hidden onChange={(event) => take(event.currentTarget)} />
      <input ref={folder} type="file" multiple hidden onChange={(event) => take(event.currentTarget)} />
      <button type="button" onClick={() => files.current?.click()}>
        Choose files …
      </button>
      <button type="button" onClick={() => folder.current?.click()}>
        Choose a folder …
      </button>
      <p class="hint">Or drop files or a folder anywhere on the page.</p>
      {live.uploads.length > 0 && (
        <>
          <p class="hint" role="status">
            {count(live.uploaded)} sent{live.refused > 0 && ', ' + count(live.refused) + ' refused'}
          </p>
          <ul class="uploads">
            {live.uploads.slice(0, 50).map((upload, i) => (
              <li key={i} class={upload.state}>
                <span class="class">
                  <Text>{upload.name}</Text>
                </span>
                <span class="quiet">
                  {upload.state} <Text>{upload.detail}</Text>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}

function DropZone({ live }: { live: Live }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const files = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (files(event)) {
        event.preventDefault();
        setOver(true);
      }
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) {
        setOver(false);
      }
    };
    const drop = (event: DragEvent) => {
      if (files(event) && event.dataTransfer) {
        event.preventDefault();
        setOver(false);
        void droppedFiles(event.dataTransfer.items).then((dropped) => live.add(dropped));
      }
    };
    addEventListener('dragover', enter);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  return over ? (
    <div class="dropzone" aria-hidden="true">
      <p>Drop images or folders to add them to this batch</p>
    </div>
  ) : null;
}
