import { diffLines } from 'diff'

export interface PlanLine {
  /** Its number in the file after the change; for a removed line before it. */
  number: number
  sign: '+' | '-' | ''
  text: string
}

/** The whole file, line by line, with what goes and what comes. */
export function planLines(before: string | null, after: string): PlanLine[] {
  const lines: PlanLine[] = []
  let old = 1
  let fresh = 1
  for (const part of diffLines(before ?? '', after)) {
    const texts = part.value.replace(/\r?\n$/u, '').split(/\r?\n/u)
    for (const text of texts) {
      if (part.removed) lines.push({ number: old++, sign: '-', text })
      else if (part.added) lines.push({ number: fresh++, sign: '+', text })
      else {
        lines.push({ number: fresh++, sign: '', text })
        old++
      }
    }
  }
  return lines
}

/** How many unchanged lines stay in sight around a change. */
const around = 4

export interface Fold {
  folded: number
}

/** Long unchanged stretches become one row that says how long they are. */
export function foldLines(lines: readonly PlanLine[]): (PlanLine | Fold)[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== ''),
  )
  const shown: (PlanLine | Fold)[] = []
  let folded = 0
  lines.forEach((line, index) => {
    if (near[index] || lines.length <= 24) {
      if (folded > 0) shown.push({ folded })
      folded = 0
      shown.push(line)
    } else folded++
  })
  if (folded > 0) shown.push({ folded })
  return shown
}

/** `4 lines added, 1 changed` without the noise of zeros. */
export function changeWords(before: string | null, lines: readonly PlanLine[]): string {
  const added = lines.filter(({ sign }) => sign === '+').length
  const removed = lines.filter(({ sign }) => sign === '-').length
  const plural = (count: number) => (count === 1 ? '1 line' : `${count} lines`)
  if (before === null) return `a new file of ${plural(added)}`
  const changed = Math.min(added, removed)
  const words = []
  if (added > changed) words.push(`${plural(added - changed)} added`)
  if (changed > 0) words.push(`${plural(changed)} changed`)
  if (removed > changed) words.push(`${plural(removed - changed)} removed`)
  return `${words.join(', ')}, the rest stays byte for byte`
}
