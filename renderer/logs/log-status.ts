import { count, counted } from '../words/amounts.ts'

interface Counted {
  count: number
  exact: boolean
}

/** `12,406 of 1,284,090 lines`; null while it is not known. */
export function statusOf(found: Counted | undefined, all: Counted | undefined, narrowed: boolean): string[] | null {
  if (!all || (narrowed && !found)) return null
  const plus = ({ exact }: Counted) => (exact ? '' : '+')
  if (!found) return [all.exact ? counted(all.count, 'line') : `${count(all.count)}+ lines`]
  // Lines that came between the two counts are not more than all.
  const most = Math.max(all.count, found.count)
  return [`${count(found.count)}${plus(found)} of ${count(most)}${plus(all)} ${most === 1 ? 'line' : 'lines'}`]
}
