/** Text from outside: names, labels and messages are anybody's. */

// Control characters and marks of writing direction could make a name pass for another one.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/g;

/** The text as it may be shown. */
export function shown(text: string): string {
  return text.replace(UNSEEN, '\ufffd');
}

/** What follows the last slash of a key. */
export function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/**
 * A name in two parts, of which the second is kept whole where there is no room for both: what
 * tells names apart is often their end.
 */
export function halves(name: string): [string, string] {
  const letters = Array.from(name);
  if (letters.length < 16) {
    return [name, ''];
  }
  const tail = Math.min(10, Math.floor(letters.length / 3));
  return [letters.slice(0, -tail).join(''), letters.slice(-tail).join('')];
}

const WHOLE = new Intl.NumberFormat('en');

export function count(n: number): string {
  return WHOLE.format(n);
}

export function percent(share: number | null | undefined, digits = 1): string {
  return share === null || share === undefined || !isFinite(share) ? '–' : (share * 100).toFixed(digits) + '\u00a0%';
}

export function images(n: number): string {
  return count(n) + (n === 1 ? ' image' : ' images');
}

export function duration(seconds: number): string {
  if (!isFinite(seconds) || seconds < 0) {
    return '–';
  }
  if (seconds < 90) {
    return Math.round(seconds) + ' s';
  }
  if (seconds < 5400) {
    return Math.round(seconds / 60) + ' min';
  }
  return (seconds / 3600).toFixed(1) + ' h';
}

export function moment(iso: string | null): string {
  if (!iso) {
    return '–';
  }
  const date = new Date(iso);
  return isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
}

/** A cell of a CSV file that a spreadsheet does not take for a formula. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null || (typeof value === 'number' && !isFinite(value))) {
    return '';
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  let text = value.replace(/\0/g, '\ufffd');
  if (/^[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]/.test(text)) {
    text = "'" + text;
  }
  return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}
