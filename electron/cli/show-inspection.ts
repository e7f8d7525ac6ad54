import type { Inspection } from '../../shared/domain.ts'
import { bytes } from './amounts.ts'
import { importWords } from './import-words.ts'
import { needWords } from './need-words.ts'
import { oneLine } from './plain-text.ts'
import { cut, facts } from './table.ts'

/** More than this many say nothing that a person reads. */
const maxNames = 8
const maxNeeds = 20

/** Where values begin below "Says it needs", the longest name. */
const margin = 15

const granted: [string, string] = ['Granted', 'nothing: no files, no network, no environment']

/** What a file was recognised as. */
export function showInspection(inspection: Inspection, columns?: number): string {
  return facts([...factsOf(inspection, columns), ...(inspection.kind === null ? [] : [granted])])
}

/** What a person agrees to before it is installed. */
export function showReview(inspection: Inspection, name: string, columns?: number): string {
  return facts([['Name', oneLine(name)], ...factsOf(inspection, columns), granted])
}

function factsOf(inspection: Inspection, columns = 160): [string, string][] {
  const { size, format, kind, reason, hash, imports, exports, needs } = inspection
  const named = (names: readonly string[]) => cut(some(names), Math.max(20, columns - 12))
  return [
    ['What', oneLine(reason)],
    ['Format', format === 'other' ? `no WebAssembly, ${bytes(size)}` : `${format}, ${bytes(size)}`],
    ['Kind', kind ?? 'none that Belljar runs'],
    ['SHA-256', hash],
    ['Imports', format === 'other' ? '' : named(imports)],
    // Whole, however wide: it is what a person decides by.
    ['Can ask to', format === 'other' ? '' : importWords(imports).join(', ')],
    ['Says it needs', needed(needs, Math.max(20, columns - margin))],
    ['Exports', format === 'other' ? '' : named(exports)],
  ]
}

/** One line each, so that no long reason hides what comes behind it. */
function needed(needs: Inspection['needs'], columns: number): string {
  const words = needWords(needs)
  const shown = words.slice(0, maxNeeds).map((word) => cut(oneLine(word), columns))
  const more = words.length > maxNeeds ? [`and ${words.length - maxNeeds} more`] : []
  return [...shown, ...more].join(`\n${' '.repeat(margin)}`)
}

function some(names: readonly string[]): string {
  if (names.length === 0) return 'none'
  const shown = names.slice(0, maxNames).map(oneLine).join(', ')
  return names.length > maxNames ? `${shown} and ${names.length - maxNames} more` : shown
}
