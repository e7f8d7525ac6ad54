import type { LogLine } from '../../shared/records.ts'

/** What is selected: all lines between two, both included. `active` is where the keys go on from. */
export interface Chosen {
  anchor: number
  active: number
}

export function range({ anchor, active }: Chosen): { first: number; last: number } {
  return { first: Math.min(anchor, active), last: Math.max(anchor, active) }
}

export function isChosen(chosen: Chosen | null, seq: number): boolean {
  if (!chosen) return false
  const { first, last } = range(chosen)
  return seq >= first && seq <= last
}

export function stepOf(key: string, pageful: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return 1
    case 'ArrowUp':
    case 'k':
    case 'K':
      return -1
    case 'PageDown':
      return pageful
    case 'PageUp':
      return -pageful
    default:
      return null
  }
}

/** Where a step leads; from `start` where nothing is chosen or what was chosen is no longer held. */
export function moved(
  chosen: Chosen | null,
  step: number,
  extend: boolean,
  lines: readonly LogLine[],
  start: number,
): Chosen | null {
  const from = chosen ? indexOf(lines, chosen.active) : -1
  const to = from < 0 ? start : Math.max(0, Math.min(lines.length - 1, from + step))
  const seq = lines[to]?.seq
  if (seq === undefined) return chosen
  return { anchor: extend && chosen && from >= 0 ? chosen.anchor : seq, active: seq }
}

/** By its seq; -1 where it is not held. */
export function indexOf(lines: readonly LogLine[], seq: number): number {
  let low = 0
  let high = lines.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = lines[middle]?.seq ?? 0
    if (found === seq) return middle
    if (found < seq) low = middle + 1
    else high = middle - 1
  }
  return -1
}
