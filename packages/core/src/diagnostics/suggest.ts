/**
 * The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours (Damerau's four typing errors).
 * Three rows are kept, as a swap looks two rows back.
 */
function distance(left: string, right: string): number {
  let older: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const at = (cells: readonly number[], index: number): number => cells[index] ?? Number.POSITIVE_INFINITY;
      const edited = Math.min(at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + (same ? 0 : 1));
      current.push(swapped ? Math.min(edited, at(older, column - 2) + 1) : edited);
    }
    older = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** A DNS name has at most 253 characters (RFC 1035, 2.3.4); longer names are no typing errors, and comparing them takes long. */
const LONGEST = 253;

/** One slip in a short name, two from six characters, three from ten: beyond that it is another name, not a misspelt one. */
function limitFor(name: string): number {
  return Math.max(1, Math.floor((name.length + 2) / 4));
}

/** How far two names agree, and how near the characters are where they part: `hapxy3` is nearer to `hapxy2` than to `hapxy1`. */
function parting(name: string, candidate: string): { readonly agreed: number; readonly gap: number } {
  let agreed = 0;
  while (agreed < name.length && name[agreed] === candidate[agreed]) agreed += 1;
  const at = (text: string): number => text.codePointAt(agreed) ?? 0;
  return { agreed, gap: Math.abs(at(name) - at(candidate)) };
}

interface Match {
  readonly candidate: string;
  readonly edits: number;
  readonly agreed: number;
  readonly gap: number;
}

function measure(name: string, candidate: string, limit: number): Match | null {
  if (candidate.length === 0 || Math.abs(candidate.length - name.length) > limit) return null;
  const [left, right] = [name.toLowerCase(), candidate.toLowerCase()];
  const edits = left === right ? 0 : distance(left, right);
  // A name of which every character was changed is another name.
  return edits > limit || edits >= Math.max(name.length, candidate.length) ? null : { candidate, edits, ...parting(left, right) };
}

function compare(left: Match, right: Match): number {
  return left.edits - right.edits || right.agreed - left.agreed || left.gap - right.gap || (left.candidate < right.candidate ? -1 : 1);
}

/** From so many characters on, what was typed is the beginning of a name, and no other name misspelt. */
const SHORTEST_BEGINNING = 4;

/** The shortest candidate that begins with what was typed. */
function completion(name: string, candidates: readonly string[]): string | null {
  if (name.length < SHORTEST_BEGINNING) return null;
  const begun = candidates.filter((candidate) => candidate.toLowerCase().startsWith(name.toLowerCase()));
  return begun.toSorted((left, right) => left.length - right.length || (left < right ? -1 : 1))[0] ?? null;
}

/**
 * The candidate that a misspelt name most likely meant, or null when none is near. One that begins with the name comes first, then the fewest
 * typing errors; of equals, the one that parts from the name last and by the nearest character, then by code unit.
 */
export function suggest(name: string, candidates: readonly string[]): string | null {
  if (name.length > LONGEST) return null;
  const completed = completion(name, candidates);
  if (completed !== null) return completed;
  const limit = limitFor(name);
  const matches = candidates.flatMap((candidate) => measure(name, candidate, limit) ?? []);
  return matches.toSorted(compare)[0]?.candidate ?? null;
}
