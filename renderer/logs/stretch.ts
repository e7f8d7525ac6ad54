import type { LogLine } from '../../shared/records.ts'

/** Lines that follow each other: between the first and the last of them none that the query finds is missing. */
export interface Stretch {
  lines: readonly LogLine[]
  /** There may be lines before the first. */
  older: boolean
}

/** The most that is held, lines and characters. What is far from what is read is dropped and asked for again. */
export interface Bounds {
  lines: number
  characters: number
}

export const bounds: Bounds = { lines: 5_000, characters: 4_000_000 }

/** Lines that are kept however long they are, so that a page always fits. */
const least = 300

export function withNewer(stretch: Stretch, fresh: readonly LogLine[], bounds: Bounds): Stretch {
  const last = stretch.lines.at(-1)?.seq ?? -Infinity
  const added = fresh.filter(({ seq }) => seq > last)
  if (added.length === 0) return stretch
  const lines = [...stretch.lines, ...added]
  const from = lines.length - fitting(lines, bounds, -1)
  return from > 0 ? { lines: lines.slice(from), older: true } : { ...stretch, lines }
}

/** `cut`: newer lines at the end were dropped for it. */
export function withOlder(
  stretch: Stretch,
  fresh: readonly LogLine[],
  more: boolean,
  bounds: Bounds,
): Stretch & { cut: boolean } {
  const first = stretch.lines[0]?.seq ?? Infinity
  const lines = [...fresh.filter(({ seq }) => seq < first), ...stretch.lines]
  const fit = fitting(lines, bounds, 1)
  return { lines: fit < lines.length ? lines.slice(0, fit) : lines, older: more, cut: fit < lines.length }
}

/** How many fit, from the start (1) or from the end (-1). */
function fitting(lines: readonly LogLine[], bounds: Bounds, step: 1 | -1): number {
  let characters = 0
  for (let count = 0; count < lines.length; count++) {
    characters += lines[step === 1 ? count : lines.length - 1 - count]?.text.length ?? 0
    if (count >= bounds.lines || (characters > bounds.characters && count >= least)) return count
  }
  return lines.length
}
