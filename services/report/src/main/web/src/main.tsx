import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { App, NO_FILTERS, type View } from './app';
import { Live } from './live';
import { count, shown } from './text';
import { Failures } from './ui/failures';
import { Images } from './ui/images';
import { LiveBar } from './ui/livebar';
import { Overview } from './ui/overview';
import { AppContext, Text, useApp } from './ui/parts';
import { Sheet } from './ui/sheet';
import { Viewer } from './ui/viewer';
import { BatchList, isBatchList } from './ui/batches';

function Page({ live }: { live: Live }) {
  const app = useApp();
  const { manifest, state } = app;
  const batch = manifest?.batch ?? '';
  useEffect(() => {
    if (manifest) {
      document.title = shown(batch) + ' – CamStream';
    }
  }, [batch]);
  useEffect(() => {
    document.body.dataset.view = state.view;
  }, [state.view]);
  const tab = (view: View, title: string, extra?: string) => (
    <a href={app.address({ view, image: null, filters: view === 'failures' || state.view === 'failures' ? NO_FILTERS : state.filters })} aria-current={state.view === view ? 'page' : undefined}>
      {title}
      {extra && <span class="badge">{extra}</span>}
    </a>
  );
  const failed = manifest?.counts.failed ?? 0;
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>
        Skip to the content
      </a>
      <header class="top">
        <div class="wrap">
          <div class="brand">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <circle class="ring3" cx="12" cy="12" r="11" />
              <circle class="ring2" cx="12" cy="12" r="7" />
              <circle class="ring1" cx="12" cy="12" r="3.2" />
            </svg>
            <a href="../index.html" title="All batches">
              CamStream
            </a>
          </div>
          <h1>{manifest ? <Text>{batch}</Text> : 'Report'}</h1>
          <nav aria-label="Views">
            {tab('overview', 'Overview')}
            {tab('images', 'Images')}
            {tab('failures', 'Failures', failed > 0 ? count(failed) : undefined)}
            {tab('print', 'Print')}
          </nav>
        </div>
      </header>
      <LiveBar live={live} />
      {app.problem && (
        <p class="problem wrap" role="alert">
          <Text>{app.problem}</Text>
        </p>
      )}
      {app.loading && manifest && (
        <div class="loading" role="status">
          <progress max={manifest.shards.reduce((sum, shard) => sum + shard.rows, 0)} value={app.loadedRows} aria-label="Rows loaded" />
        </div>
      )}
      <main id="main" tabIndex={-1}>
        {manifest && state.view === 'overview' && <Overview />}
        {manifest && state.view === 'images' && <Images />}
        {manifest && state.view === 'failures' && <Failures live={live} />}
        {manifest && state.view === 'print' && <Sheet />}
      </main>
      <footer>
        <p class="wrap">Research use only. Not a medical device. A map shows what the model looks at, not whether it is right.</p>
      </footer>
      <Viewer />
    </>
  );
}

const root = document.getElementById('page') as HTMLElement;
root.replaceChildren();
if (isBatchList()) {
  render(<BatchList />, root);
} else {
  const app = new App();
  const live = new Live(app);
  (globalThis as unknown as { camstreamApp: App }).camstreamApp = app;
  render(
    <AppContext.Provider value={app}>
      <Page live={live} />
    </AppContext.Provider>,
    root,
  );
  void app.start().then(() => live.start());
}
