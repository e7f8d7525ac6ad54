import type { Inspection } from '../../shared/domain.ts'
import { bytes } from './amounts.ts'
import { oneLine } from './plain-text.ts'
import { cut, facts } from './table.ts'

/** More than this many say nothing that a person reads. */
const maxNames = 8

/** What a file was recognised as. */
export function showInspection(inspection: Inspection, columns = 200): string {
  const { size, format, kind, reason, hash, imports, exports } = inspection
  const named = (names: readonly string[]) => cut(some(names), Math.max(20, columns - 12))
  return facts([
    ['What', oneLine(reason)],
    ['Format', format === 'other' ? `no WebAssembly, ${bytes(size)}` : `${format}, ${bytes(size)}`],
    ['Kind', kind ?? 'none that Belljar runs'],
    ['SHA-256', hash],
    ['Imports', format === 'other' ? '' : named(imports)],
    ['Exports', format === 'other' ? '' : named(exports)],
  ])
}

/** What a person agrees to before it is installed. */
export function showReview(inspection: Inspection, name: string, columns?: number): string {
  return `${facts([['Name', name]])}${showInspection(inspection, columns)}${facts([
    ['Granted', 'nothing: no files, no network, no environment'],
  ])}`
}

function some(names: readonly string[]): string {
  if (names.length === 0) return 'none'
  const shown = names.slice(0, maxNames).map(oneLine).join(', ')
  return names.length > maxNames ? `${shown} and ${names.length - maxNames} more` : shown
}
