/**
 * Loads the files of a report as classic scripts, which is the one way that works both from a
 * folder (where fetch is refused) and from a server. Each script hands its content to a function
 * of the global object `camstream`.
 */
import type { Catalogue, Findings, ImageDetail, Manifest, MeanMap, Table } from './format';

interface Content {
  manifest: Manifest;
  catalogue: Catalogue;
  table: Table;
  means: MeanMap[];
  block: ImageDetail[];
  findings: Findings;
  batches: unknown[];
}

const received = new Map<string, unknown>();
const underWay = new Map<string, Promise<unknown>>();

function receiver(kind: keyof Content) {
  return (name: string, content: unknown) => {
    received.set(kind + ':' + name, content);
  };
}

(globalThis as unknown as Record<string, unknown>).camstream = {
  manifest: (content: unknown) => received.set('manifest:', content),
  catalogue: receiver('catalogue'),
  table: receiver('table'),
  means: receiver('means'),
  block: receiver('block'),
  batches: receiver('batches'),
  findings: receiver('findings'),
};

/** Names come from a manifest: what is no plain file name below the report is refused. */
const PLAIN = /^(?:[A-Za-z0-9_-]+\/)?[A-Za-z0-9_-]+\.js$/;

/**
 * Loads one file.
 *
 * @param name the file's path, relative to the page
 * @param fresh appended as a query so that no cache answers; for the manifest alone
 */
export function load<K extends keyof Content>(kind: K, name: string, fresh = ''): Promise<Content[K]> {
  if (!PLAIN.test(name)) {
    return Promise.reject(new Error('not a file of a report: ' + name));
  }
  const id = kind + ':' + (kind === 'manifest' ? '' : name.replace(/^.*\//, '').replace(/\.js$/, ''));
  const running = underWay.get(id);
  if (running) {
    return running as Promise<Content[K]>;
  }
  const loading = new Promise<Content[K]>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = name + fresh;
    script.async = true;
    script.onload = () => {
      const content = received.get(id);
      received.delete(id);
      script.remove();
      if (content === undefined) {
        reject(new Error(name + ' holds something else than expected'));
      } else {
        resolve(content as Content[K]);
      }
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(name + ' could not be loaded'));
    };
    document.head.append(script);
  }).finally(() => underWay.delete(id));
  underWay.set(id, loading);
  return loading;
}

/** Runs tasks over items, a few at a time, in order. */
export async function eachOf<T>(items: T[], atOnce: number, task: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  async function work(): Promise<void> {
    while (next < items.length) {
      const index = next++;
      await task(items[index], index);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
}

/** Keeps the blocks used last; the others are loaded again when they come into view. */
export class Blocks {
  private readonly kept = new Map<string, ImageDetail[]>();
  private readonly failed = new Set<string>();

  constructor(private readonly most: number) {}

  /** The block if it is here; using it keeps it. */
  peek(name: string): ImageDetail[] | undefined {
    const block = this.kept.get(name);
    if (block) {
      this.kept.delete(name);
      this.kept.set(name, block);
    }
    return block;
  }

  hasFailed(name: string): boolean {
    return this.failed.has(name);
  }

  async get(name: string): Promise<ImageDetail[]> {
    const known = this.peek(name);
    if (known) {
      return known;
    }
    try {
      const block = await load('block', 'blocks/' + name + '.js');
      this.failed.delete(name);
      this.kept.set(name, block);
      while (this.kept.size > this.most) {
        this.kept.delete(this.kept.keys().next().value as string);
      }
      return block;
    } catch (problem) {
      this.failed.add(name);
      throw problem;
    }
  }
}
