import { putEntryText, readEntry, removeEntry, type Spot } from './entry-edit.ts'
import { splitMark } from './config-text.ts'
import { follow } from './config-tree.ts'

/**
 * `text` without our change, whatever else was changed in it: the entry as it was in `base` (undefined: unknown), else none.
 * Throws Unreadable.
 */
export function takeBack(text: string, base: string | null | undefined, spot: Spot): string {
  if (!readEntry(text, spot)) return text
  const before = base ? readBefore(base, spot) : undefined
  if (before?.entry !== undefined) return putEntryText(text, spot, before.entry)
  // A map that we brought goes with us, unless somebody put something into it.
  return removeEntry(text, spot, base !== undefined && before?.hadMap !== true)
}

function readBefore(base: string, spot: Spot): { entry: string | undefined; hadMap: boolean } | undefined {
  const { missing } = follow(splitMark(base).body, spot.key, spot.name)
  return { entry: readEntry(base, spot)?.text, hadMap: missing.length <= 1 }
}
