/** What a page that is served by the report service can do beyond one in a folder. */
import type { App } from './app';

export interface ServiceState {
  name: string;
  ready: boolean;
  detail: string;
}

export interface Upload {
  name: string;
  state: 'waiting' | 'sending' | 'sent' | 'refused';
  detail: string;
}

interface Status {
  upload: boolean;
  uploadBytes: number;
  replay: boolean;
}

/** The name of the report's folder, which is not always that of its batch. */
function folder(): string {
  return decodeURIComponent(location.pathname.split('/').slice(-2)[0] ?? '');
}

const API = '../../api/';
const UPLOADS_AT_ONCE = 3;
const UPLOADS_LISTED = 500;
const RATE_SECONDS = 60;
const REFRESH_MILLIS = 700;

export class Live {
  on = false;
  connected = false;
  services: ServiceState[] = [];
  status: Status = { upload: false, uploadBytes: 0, replay: false };
  uploads: Upload[] = [];
  uploaded = 0;
  refused = 0;
  private readonly seen: { at: number; done: number }[] = [];
  private refreshing = false;
  private stale = false;
  private queue: { file: File; upload: Upload; path: string }[] = [];
  private sending = 0;

  constructor(private readonly app: App) {}

  async start(): Promise<void> {
    if (location.protocol === 'file:') {
      return;
    }
    try {
      const answer = await fetch(API + 'status', { headers: { Accept: 'application/json' } });
      if (!answer.ok) {
        return;
      }
      this.status = (await answer.json()) as Status;
    } catch {
      // Served by something else than the report service: the page is as one in a folder.
      return;
    }
    this.on = true;
    const events = new EventSource(API + 'events?folder=' + encodeURIComponent(folder()));
    events.addEventListener('open', () => this.set(true));
    events.addEventListener('error', () => this.set(false));
    events.addEventListener('report', () => this.refreshSoon());
    events.addEventListener('services', (event) => {
      this.services = JSON.parse((event as MessageEvent<string>).data) as ServiceState[];
      this.app.changed();
    });
    this.app.changed();
  }

  private set(connected: boolean): void {
    this.connected = connected;
    this.app.changed();
  }

  private refreshSoon(): void {
    this.stale = true;
    if (this.refreshing) {
      return;
    }
    this.refreshing = true;
    this.stale = false;
    this.app
      .refresh()
      .then(() => this.observe())
      .catch(() => (this.stale = true))
      .finally(() =>
        setTimeout(() => {
          this.refreshing = false;
          if (this.stale) {
            this.refreshSoon();
          }
        }, REFRESH_MILLIS),
      );
  }

  private observe(): void {
    const counts = this.app.manifest?.counts;
    if (counts) {
      const now = Date.now() / 1000;
      this.seen.push({ at: now, done: counts.explained + counts.failed });
      while (this.seen.length > 2 && this.seen[0].at < now - RATE_SECONDS) {
        this.seen.shift();
      }
    }
  }

  /** Images a second of the last minute; null where it is not known yet. */
  get rate(): number | null {
    const first = this.seen[0];
    const last = this.seen[this.seen.length - 1];
    return first && last.at - first.at > 1 && last.done > first.done ? (last.done - first.done) / (last.at - first.at) : null;
  }

  /**
   * Asks for failed images to be explained again.
   *
   * @return how many were asked for
   */
  async replay(keys: string[]): Promise<number> {
    const answer = await fetch(API + 'replay', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CamStream': 'page' },
      body: JSON.stringify({ batch: this.app.manifest?.batch, keys }),
    });
    if (!answer.ok) {
      throw new Error((await answer.text()).slice(0, 300) || 'the service answered ' + answer.status);
    }
    return ((await answer.json()) as { replayed: number }).replayed;
  }

  add(files: { file: File; path: string }[]): void {
    for (const { file, path } of files) {
      const upload: Upload = { name: path, state: 'waiting', detail: '' };
      if (file.size > this.status.uploadBytes) {
        upload.state = 'refused';
        upload.detail = 'larger than ' + Math.floor(this.status.uploadBytes / (1 << 20)) + ' MiB';
        this.refused++;
      } else {
        this.queue.push({ file, upload, path });
      }
      this.uploads = [upload, ...this.uploads].slice(0, UPLOADS_LISTED);
    }
    for (let i = this.sending; i < UPLOADS_AT_ONCE; i++) {
      void this.sendNext();
    }
    this.app.changed();
  }

  private async sendNext(): Promise<void> {
    this.sending++;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      await this.send(next.file, next.path, next.upload);
    }
    this.sending--;
  }

  private async send(file: File, path: string, upload: Upload): Promise<void> {
    upload.state = 'sending';
    this.app.changed();
    try {
      const query = '?batch=' + encodeURIComponent(this.app.manifest?.batch ?? '') + '&name=' + encodeURIComponent(path);
      const answer = await fetch(API + 'upload' + query, { method: 'PUT', body: file, headers: { 'X-CamStream': 'page' } });
      upload.state = answer.ok ? 'sent' : 'refused';
      upload.detail = answer.ok ? '' : (await answer.text()).slice(0, 200);
    } catch (problem) {
      upload.state = 'refused';
      upload.detail = problem instanceof Error ? problem.message : String(problem);
    }
    if (upload.state === 'sent') {
      this.uploaded++;
    } else {
      this.refused++;
    }
    this.app.changed();
  }
}

/** The files of a drop, those of folders included. */
export async function droppedFiles(items: DataTransferItemList): Promise<{ file: File; path: string }[]> {
  const entries = Array.from(items)
    .map((item) => item.webkitGetAsEntry?.())
    .filter((entry): entry is FileSystemEntry => !!entry);
  const found: { file: File; path: string }[] = [];
  async function walk(entry: FileSystemEntry): Promise<void> {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      found.push({ file, path: entry.fullPath.replace(/^\//, '') });
    } else if (entry.isDirectory) {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) {
          break;
        }
        for (const one of some) {
          await walk(one);
        }
      }
    }
  }
  for (const entry of entries) {
    await walk(entry);
  }
  return found;
}
