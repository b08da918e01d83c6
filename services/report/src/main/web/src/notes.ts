/** Notes on images, kept in this browser. */

const PREFIX = 'camstream-notes:';

export function notesOf(batch: string): Record<string, string> {
  try {
    const read = JSON.parse(localStorage.getItem(PREFIX + batch) ?? '{}') as unknown;
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, string>) : {};
  } catch {
    return {};
  }
}

/** Keeps a note; an empty one is removed. False where the browser keeps nothing. */
export function keepNote(batch: string, key: string, note: string): boolean {
  const notes = notesOf(batch);
  if (note.trim() === '') {
    delete notes[key];
  } else {
    notes[key] = note;
  }
  try {
    localStorage.setItem(PREFIX + batch, JSON.stringify(notes));
    return true;
  } catch {
    return false;
  }
}
