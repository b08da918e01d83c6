/** What is known of the batch at a glance. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { NO_FILTERS } from '../app';
import { CORRECT, EXPLAINED, type Filters, WRONG } from '../dataset';
import type { MeanMap } from '../format';
import { finalMap } from '../heat';
import { heatPicture } from '../overlay';
import { count, duration, images, moment, percent, shown } from '../text';
import { ConfusionMatrix, confusionNumbers, confusionOf, confusionSvg, Histogram, histogramNumbers, histogramSvg, Legend, Save, value } from './figures';
import { Scale } from './images';
import { Text, useApp } from './parts';
import { addedMeans } from './viewer';

const CLASSES_SHOWN = 20;
const MEANS_AUTOMATICALLY = 200_000;

export interface ClassFigures {
  name: string;
  labelled: number;
  predicted: number;
  right: number;
  precision: number;
  recall: number;
  f1: number;
  confidence: number;
}

export interface BatchFigures {
  classes: ClassFigures[];
  labelled: number;
  right: number;
  explained: number;
}

/** Figures of all explained images, class by class. */
export function useFigures(): BatchFigures {
  const app = useApp();
  const { data } = app;
  return useMemo(() => {
    const n = data.classes.names.length;
    const [labelled, predicted, right, judged] = Array.from({ length: 4 }, () => new Float64Array(n));
    const confidence = new Float64Array(n);
    let [all, allLabelled, allRight] = [0, 0, 0];
    for (let row = 0; row < data.rows; row++) {
      if (data.state[row] === EXPLAINED) {
        all++;
        predicted[data.predicted[row]]++;
        confidence[data.predicted[row]] += data.number('confidence', row) || 0;
        if (data.label[row] !== 0) {
          labelled[data.label[row]]++;
          judged[data.predicted[row]]++;
          allLabelled++;
          if (data.verdict[row] === CORRECT) {
            right[data.predicted[row]]++;
            allRight++;
          }
        }
      }
    }
    const classes = data.classes.names
      .map((name, id) => ({
        name,
        labelled: labelled[id],
        predicted: predicted[id],
        right: right[id],
        precision: right[id] / judged[id],
        recall: right[id] / labelled[id],
        f1: (2 * right[id]) / (labelled[id] + judged[id]),
        confidence: confidence[id] / predicted[id],
      }))
      .filter((one) => one.name !== '' && one.labelled + one.predicted > 0);
    return { classes, labelled: allLabelled, right: allRight, explained: all };
  }, [data, data.rows, data.alive]);
}

export function Overview() {
  const app = useApp();
  const figures = useFigures();
  const { manifest } = app;
  if (!manifest) {
    return null;
  }
  return (
    <div class="overview wrap">
      <Tiles />
      <Findings />
      {figures.labelled > 0 && (
        <div class="columns">
          <Matrix />
          <Classes figures={figures} />
        </div>
      )}
      {figures.labelled === 0 && figures.explained > 0 && <Classes figures={figures} />}
      <div class="columns">
        <Distribution id="confidence" figures={figures} />
        <MeasureTable />
      </div>
      <Means figures={figures} />
      <About />
    </div>
  );
}

export function Tiles() {
  const app = useApp();
  const figures = useFigures();
  const counts = app.manifest?.counts;
  const wrong = figures.labelled - figures.right;
  if (!counts) {
    return null;
  }
  return (
    <ul class="tiles">
      <li>
        <b>{count(counts.explained)}</b>
        <span>explained{counts.pending > 0 && ' of ' + count(counts.discovered)}</span>
      </li>
      {figures.labelled > 0 && (
        <li>
          <b>{percent(figures.right / figures.labelled)}</b>
          <span>of {count(figures.labelled)} labelled images are classified as labelled</span>
        </li>
      )}
      {figures.labelled > 0 && (
        <li class={wrong > 0 ? 'alert' : ''}>
          <a href={app.address({ view: 'images', filters: { ...NO_FILTERS, verdict: ['misclassified'] } })}>
            <b>{count(wrong)}</b>
            <span>misclassified</span>
          </a>
        </li>
      )}
      {counts.pending > 0 && (
        <li class="waiting">
          <b>{count(counts.pending)}</b>
          <span>waiting</span>
        </li>
      )}
      <li class={counts.failed > 0 ? 'alert' : ''}>
        <a href={app.address({ view: 'failures', filters: NO_FILTERS })}>
          <b>{count(counts.failed)}</b>
          <span>failed</span>
        </a>
      </li>
    </ul>
  );
}

export function Findings() {
  const app = useApp();
  const { conclusion, findings } = app.findings;
  if (conclusion === '') {
    return null;
  }
  return (
    <section>
      <h2>Findings</h2>
      <p class="hint">
        <Text>{conclusion}</Text>
      </p>
      <ul class="findings">
        {findings.map((finding, i) => (
          <li key={i} class={finding.level}>
            <span class="level">{finding.level.replace(/-/g, ' ')}</span>
            <p>
              <Text>{finding.text}</Text>
              <span class="quiet">
                {' '}
                <Text>{finding.rule}</Text>
              </span>
            </p>
            {finding.keys.length > 0 && (
              <button type="button" onClick={() => app.update({ view: 'images', filters: { ...NO_FILTERS, finding: finding.id } })}>
                {images(finding.keys.length)}{finding.images > finding.keys.length && ' of ' + count(finding.images)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function useConfusion(everything: boolean, filters: Filters) {
  const app = useApp();
  const key = JSON.stringify([filters, app.data.rows, app.data.alive, everything]);
  return useMemo(() => confusionOf(app.data.classes.names, app.data.confusion(filters), everything), [key, app.data]);
}

function Matrix() {
  const app = useApp();
  const [everything, setEverything] = useState(false);
  const confusion = useConfusion(everything, NO_FILTERS);
  return (
    <section class="snug">
      <div class="head">
        <h2>Confusion matrix</h2>
        <Save svg={() => confusionSvg(confusion)} numbers={confusionNumbers(confusion)} />
      </div>
      <p class="hint">Rows are labels, columns are predictions. A cell selects its images.</p>
      <ConfusionMatrix
        confusion={confusion}
        filters={app.state.filters}
        onPick={(label, predicted) => app.update({ view: 'images', filters: { ...NO_FILTERS, label: [label], predicted: [predicted] } })}
      />
      {confusion.all > confusion.classes.length && <Mistakes />}
      {confusion.all > confusion.classes.length && (
        <p class="hint">
          The {count(confusion.classes.length)} of {count(confusion.all)} classes that are confused most.{' '}
          {!everything && (
            <button type="button" class="link" onClick={() => setEverything(true)}>
              Show more
            </button>
          )}
        </p>
      )}
    </section>
  );
}

const MISTAKES = 12;

/** With many classes most of a matrix is empty; these are its fullest cells off the diagonal. */
function Mistakes() {
  const app = useApp();
  const { data } = app;
  const top = useMemo(() => {
    const n = data.classes.names.length;
    return [...data.confusion(NO_FILTERS)]
      .map(([cell, images_]) => ({ label: data.className(Math.floor(cell / n)), predicted: data.className(cell % n), images: images_ }))
      .filter((one) => one.label !== one.predicted && one.predicted !== '')
      .sort((a, b) => b.images - a.images)
      .slice(0, MISTAKES);
  }, [data, data.rows, data.alive]);
  return (
    <table class="figures mistakes">
      <caption>Most frequent mistakes</caption>
      <thead>
        <tr>
          <th scope="col">Labelled</th>
          <th scope="col">Predicted</th>
          <th scope="col" class="number">Images</th>
        </tr>
      </thead>
      <tbody>
        {top.map((one) => (
          <tr key={one.label + '\n' + one.predicted}>
            <th scope="row"><Text>{one.label}</Text></th>
            <td><Text>{one.predicted}</Text></td>
            <td class="number">
              <a href={app.address({ view: 'images', filters: { ...NO_FILTERS, label: [one.label], predicted: [one.predicted] } })}>{count(one.images)}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ClassOrder = 'name' | 'labelled' | 'predicted' | 'precision' | 'recall' | 'f1' | 'confidence';

function Classes({ figures }: { figures: BatchFigures }) {
  const app = useApp();
  const [order, setOrder] = useState<{ by: ClassOrder; down: boolean }>({ by: 'name', down: false });
  const [all, setAll] = useState(false);
  const labelled = figures.labelled > 0;
  const sorted = [...figures.classes].sort((a, b) => {
    const [x, y] = [a[order.by], b[order.by]];
    const rise = typeof x === 'string' ? (x < (y as string) ? -1 : 1) : (isNaN(x) ? Infinity : x) - (isNaN(y as number) ? Infinity : (y as number)) || 0;
    return order.down ? -rise : rise;
  });
  const rows = all ? sorted.slice(0, 1000) : sorted.slice(0, CLASSES_SHOWN);
  const head = (by: ClassOrder, title: string, number = true) => (
    <th scope="col" class={number ? 'number' : ''} aria-sort={order.by === by ? (order.down ? 'descending' : 'ascending') : undefined}>
      <button type="button" class="sorter" onClick={() => setOrder({ by, down: order.by === by ? !order.down : number })}>
        {title}
        {order.by === by && <span aria-hidden="true">{order.down ? ' ↓' : ' ↑'}</span>}
      </button>
    </th>
  );
  return (
    <section>
      <h2>Classes</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Classes">
        <table class="figures">
          <thead>
            <tr>
              {head('name', 'Class', false)}
              {labelled && head('labelled', 'Labelled')}
              {head('predicted', 'Predicted')}
              {labelled && head('precision', 'Precision')}
              {labelled && head('recall', 'Recall')}
              {labelled && head('f1', 'F1')}
              {head('confidence', 'Mean confidence')}
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.name}>
                <th scope="row">
                  <a href={app.address({ view: 'images', filters: { ...NO_FILTERS, predicted: [one.name] } })}>
                    <Text>{one.name}</Text>
                  </a>
                </th>
                {labelled && <td class="number">{count(one.labelled)}</td>}
                <td class="number">{count(one.predicted)}</td>
                {labelled && <td class="number">{percent(one.precision)}</td>}
                {labelled && <td class="number">{percent(one.recall)}</td>}
                {labelled && <td class="number">{isNaN(one.f1) ? '–' : one.f1.toFixed(2)}</td>}
                <td class="number">{percent(one.confidence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > rows.length && (
        <p class="hint">
          {count(rows.length)} of {count(sorted.length)} classes.{' '}
          {!all && (
            <button type="button" class="link" onClick={() => setAll(true)}>
              Show more
            </button>
          )}
        </p>
      )}
    </section>
  );
}

function Distribution({ id, figures }: { id: string; figures: BatchFigures }) {
  const app = useApp();
  const title = app.measure(id)?.title ?? id;
  const extent: [number, number] = [0, 1];
  const counts = useMemo(() => app.data.histogram(id, extent, 40, NO_FILTERS), [app.data, app.data.rows, app.data.alive]);
  if (figures.explained === 0) {
    return null;
  }
  return (
    <section>
      <div class="head">
        <h2>{title}</h2>
        <Save svg={() => histogramSvg(title, counts, extent)} numbers={histogramNumbers(id, counts, extent)} />
      </div>
      <p class="hint">Images by the probability of their predicted class. Drag over bars to see the images.</p>
      <Histogram
        counts={counts}
        extent={extent}
        range={undefined}
        height={150}
        label={title + ' of ' + images(figures.explained)}
        onRange={(range) => range && app.update({ view: 'images', filters: { ...NO_FILTERS, ranges: { [id]: range } } })}
      />
      <Legend labelled={figures.labelled > 0} />
    </section>
  );
}

function MeasureTable() {
  const app = useApp();
  const { data } = app;
  useEffect(() => {
    if (!app.loading && !app.hasMeasures && data.rows <= MEANS_AUTOMATICALLY) {
      void app.loadMeasures();
    }
  }, [app.loading, data.rows]);
  const rows = useMemo(() => {
    if (!app.hasMeasures) {
      return [];
    }
    const right: number[] = [];
    const wrong: number[] = [];
    for (let row = 0; row < data.rows; row++) {
      if (data.state[row] === EXPLAINED) {
        (data.verdict[row] === WRONG ? wrong : right).push(row);
      }
    }
    const [a, b] = [Uint32Array.from(right), Uint32Array.from(wrong)];
    return app.measures
      .map((measure) => ({ measure, right: data.mean(measure.id, a), wrong: data.mean(measure.id, b) }))
      .filter((one) => one.measure.group !== 'Prediction' && one.right.n + one.wrong.n > 0);
  }, [data, data.rows, data.alive, app.hasMeasures]);
  if (data.alive === 0 || app.catalogue.measures.length === 0) {
    return null;
  }
  const split = rows.some((one) => one.wrong.n > 0);
  return (
    <section>
      <h2>Where the maps lie</h2>
      {!app.hasMeasures ? (
        <p class="hint">
          Means of all measures.{' '}
          <button type="button" class="link" onClick={() => void app.loadMeasures()}>
            Load the measures of {images(data.alive)}
          </button>
        </p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Means of the measures">
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">Measure</th>
                <th scope="col" class="number">
                  {split ? 'Not misclassified' : 'Mean'}
                </th>
                {split && (
                  <th scope="col" class="number">
                    Misclassified
                  </th>
                )}
                <th scope="col">
                  <span class="unseen">Look</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ measure, right, wrong }, i) => (
                <tr key={measure.id} class={i > 0 && rows[i - 1].measure.group !== measure.group ? 'group' : ''}>
                  <th scope="row" title={shown(measure.description)}>
                    <span class="quiet">{shown(measure.group)}</span> {shown(measure.title)}
                  </th>
                  <td class="number">{right.n > 0 ? value(right.mean) : '–'}</td>
                  {split && <td class="number">{wrong.n > 0 ? value(wrong.mean) : '–'}</td>}
                  <td>
                    <a href={app.address({ view: 'images', filters: NO_FILTERS, sort: { by: measure.id, descending: measure.highIsBad !== false } })}>
                      {measure.highIsBad === false ? 'lowest' : 'highest'}
                      <span class="unseen"> {shown(measure.title)}</span>
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const MEAN_PIXELS = 96;

export function Means({ figures, most = 12 }: { figures: BatchFigures; most?: number }) {
  const app = useApp();
  const [means, setMeans] = useState<MeanMap[] | null>(null);
  useEffect(() => {
    if (!app.loading) {
      app.meanMaps().then(setMeans, () => undefined);
    }
  }, [app.loading, app.manifest]);
  const { maps } = app.state;
  if (!means || means.length === 0) {
    return null;
  }
  const known = new Set(means.map((mean) => mean.c));
  const classes = figures.classes
    .filter((one) => known.has(one.name))
    .sort((a, b) => b.predicted - a.predicted)
    .slice(0, most);
  return (
    <section>
      <h2>Mean maps</h2>
      <p class="hint">
        Each map is scaled to its strongest place, then averaged over the images that are predicted as the class. A mean that lies on a border or in a corner is worth a look.
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Mean maps">
        <table class="means">
          <thead>
            <tr>
              <td />
              {app.catalogue.maps.map((map, m) => (
                <th scope="col" key={m}>
                  {shown(map.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((one) => (
              <tr key={one.name}>
                <th scope="row">
                  <Text>{one.name}</Text>
                  <br />
                  <span class="quiet">{images(one.predicted)}</span>
                </th>
                {app.catalogue.maps.map((_, m) => {
                  const mean = addedMeans(means, m, one.name);
                  return (
                    <td key={m}>
                      {mean ? (
                        <img
                          width={MEAN_PIXELS}
                          height={MEAN_PIXELS}
                          alt={'Mean map of ' + count(mean.n) + ' images'}
                          src={heatPicture(finalMap(mean.low, MEAN_PIXELS, MEAN_PIXELS, [0, mean.low.peak || 1]), MEAN_PIXELS, MEAN_PIXELS, { colormap: maps.colormap, fade: false }).toDataURL()}
                        />
                      ) : (
                        '–'
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Scale colormap={maps.colormap} fade={false} />
    </section>
  );
}

export function About() {
  const app = useApp();
  const { manifest, catalogue } = app;
  if (!manifest) {
    return null;
  }
  const first = manifest.firstDiscoveredAt ? Date.parse(manifest.firstDiscoveredAt) : NaN;
  const last = manifest.lastFinishedAt ? Date.parse(manifest.lastFinishedAt) : NaN;
  return (
    <section class="about">
      <h2>About this batch</h2>
      <dl>
        {catalogue.models.map((model) => (
          <div key={model.sha256}>
            <dt>Model</dt>
            <dd>
              <Text>{model.name}</Text> <span class="quiet">({shown(model.architecture)}, {count(model.classes.length)} classes)</span>
              <br />
              <code title="SHA-256 of the weights">{shown(model.sha256.slice(0, 16))}…</code>
            </dd>
          </div>
        ))}
        <div>
          <dt>First image found</dt>
          <dd>{moment(manifest.firstDiscoveredAt)}</dd>
        </div>
        <div>
          <dt>Last result</dt>
          <dd>
            {moment(manifest.lastFinishedAt)} {isFinite(last - first) && <span class="quiet">after {duration((last - first) / 1000)}</span>}
          </dd>
        </div>
        {manifest.files.length > 0 && (
          <div>
            <dt>Files</dt>
            <dd>
              {manifest.files.map((file) => (
                <a key={file} href={file} class="file">
                  {file}
                </a>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
