/** The batch on paper: findings, figures, mean maps, and the worst and typical images of each class. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { NO_FILTERS } from '../app';
import { CORRECT, EXPLAINED, WRONG } from '../dataset';
import { overlaid } from '../export';
import { nameOf, percent, shown } from '../text';
import { ConfusionMatrix } from './figures';
import { Scale } from './images';
import { ImageName, Text, useApp } from './parts';
import { About, Findings, Means, Tiles, useConfusion, useFigures } from './overview';

const CLASSES = 20;
const EACH = 3;

export function Sheet() {
  const app = useApp();
  const figures = useFigures();
  const confusion = useConfusion(false, NO_FILTERS);
  const { data } = app;
  const classes = [...figures.classes].sort((a, b) => b.predicted - a.predicted).slice(0, CLASSES);
  const examples = useMemo(() => {
    const worst = new Map<number, number[]>();
    const typical = new Map<number, number[]>();
    const rows = data.sort(data.select(NO_FILTERS), { by: 'confidence', descending: true });
    for (const row of rows) {
      const to = data.verdict[row] === WRONG ? worst : typical;
      const list = to.get(data.predicted[row]) ?? [];
      list.push(row);
      to.set(data.predicted[row], list);
    }
    return classes.map((one) => {
      const id = data.classes.names.indexOf(one.name);
      const usual = typical.get(id) ?? [];
      const middle = Math.max(0, Math.floor(usual.length / 2) - 1);
      return { name: one.name, worst: (worst.get(id) ?? []).slice(0, EACH), typical: usual.slice(middle, middle + EACH) };
    });
  }, [data, data.rows, data.alive, classes.length]);
  const map = app.catalogue.maps[app.state.maps.map];
  return (
    <div class="sheet wrap">
      <div class="head screen-only">
        <p class="hint">This is what is printed, on A4 or Letter. Method and colours are those of the cards.</p>
        <div class="grow" />
        <button type="button" class="primary" onClick={() => print()}>
          Print
        </button>
      </div>
      <Tiles />
      <Findings />
      {figures.labelled > 0 && (
        <section>
          <h2>Confusion matrix</h2>
          <ConfusionMatrix
            confusion={confusion}
            filters={NO_FILTERS}
            onPick={(label, predicted) => app.update({ view: 'images', filters: { ...NO_FILTERS, label: [label], predicted: [predicted] } })}
          />
        </section>
      )}
      <Means figures={figures} most={CLASSES} />
      <section>
        <h2>Examples</h2>
        <p class="hint">
          {map && shown(map.name)} of the class shown on the cards. Worst: the most confident misclassified images. Typical: those of middle confidence among the others.
        </p>
        <Scale colormap={app.state.maps.colormap} fade={app.state.maps.fade} />
        {examples.map((one) => (
          <div class="examples" key={one.name}>
            <h3>
              <Text>{one.name}</Text>
            </h3>
            <div class="line">
              {one.worst.map((row) => (
                <Example key={row} row={row} />
              ))}
              {one.typical.map((row) => (
                <Example key={row} row={row} />
              ))}
            </div>
          </div>
        ))}
      </section>
      <About />
    </div>
  );
}

function Example({ row }: { row: number }) {
  const app = useApp();
  const [picture, setPicture] = useState('');
  useEffect(() => {
    let current = true;
    let made = '';
    void overlaid(app, row).then((blob) => {
      if (blob && current) {
        made = URL.createObjectURL(blob);
        setPicture(made);
      }
    }, () => undefined);
    return () => {
      current = false;
      URL.revokeObjectURL(made);
    };
  }, [row, JSON.stringify(app.state.maps)]);
  const { data } = app;
  const wrong = data.state[row] === EXPLAINED && data.verdict[row] === WRONG;
  const name = nameOf(data.key(row));
  return (
    <figure class="example">
      <div class="frame">{picture && <img src={picture} alt={'Map over ' + shown(name)} />}</div>
      <figcaption>
        <span class={wrong ? 'verdict' : 'quiet'}>{wrong ? 'labelled ' + shown(data.className(data.label[row])) : data.verdict[row] === CORRECT ? 'as labelled' : ''}</span>{' '}
        {percent(data.number('confidence', row))}
        <br />
        <span class="quiet">
          <ImageName of={data.key(row)} />
        </span>
      </figcaption>
    </figure>
  );
}
