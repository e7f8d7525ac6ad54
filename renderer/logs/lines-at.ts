import type { LogLine } from '../../shared/records.ts'
import type { LogQuery } from './log-query.ts'
import type { Stretch } from './stretch.ts'
import type { Place, TailParts } from './tail-view.ts'

const page = 500
/** On each side of a place that was jumped to. */
const around = 250

interface Found {
  stretch: Stretch
  /** There are no lines beyond the last one, as of when it was asked. */
  reached: boolean
  focus: { line: number; end: 'top' | 'middle' } | null
}

/** The lines at a place, without gaps. */
export async function linesAt(place: Place, query: LogQuery, list: TailParts['list']): Promise<Found> {
  if (place === 'newest') {
    const lines = await list({ ...query, limit: page })
    return { stretch: { lines, older: lines.length === page }, reached: true, focus: null }
  }
  if (place === 'oldest') {
    const lines = await list({ ...query, after: 0, limit: page })
    return { stretch: { lines, older: false }, reached: lines.length < page, focus: focusOn(lines[0], 'top') }
  }
  if ('line' in place) {
    const before = await list({ ...query, before: place.line + 1, limit: around })
    const lines = await list({ ...query, after: place.line, limit: around })
    return { ...joined(before, lines), focus: focusOn(before.at(-1) ?? lines[0], 'middle') }
  }
  const lines = await list({ ...query, since: Math.max(query.since ?? 0, place.at), after: 0, limit: around })
  // Where nothing is as late as that, the end is the nearest.
  const before = await list({ ...query, ...(lines[0] && { before: lines[0].seq }), limit: around })
  return { ...joined(before, lines), focus: focusOn(lines[0] ?? before.at(-1), 'top') }
}

function joined(before: LogLine[], lines: LogLine[]): Pick<Found, 'stretch' | 'reached'> {
  return {
    stretch: { lines: [...before, ...lines], older: before.length === around },
    reached: lines.length < around,
  }
}

function focusOn(line: LogLine | undefined, end: 'top' | 'middle'): Found['focus'] {
  return line ? { line: line.seq, end } : null
}
