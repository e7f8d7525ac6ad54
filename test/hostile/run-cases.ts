import type { Case } from './cases.ts'
import type { Listeners } from './listeners.ts'
import type { Answer } from './stage.ts'
import { canary, picture } from './world.ts'

export interface Row {
  about: string
  trick: string
  /** Held, or for what is granted: worked. */
  good: boolean
  said: string
  why?: string
}

interface Watch {
  call(tool: string, args: Case['args']): Promise<Answer>
  /** Folders in which nothing may change. */
  untouched: string[]
  listeners: Listeners
}

/** Runs one case after the other and looks each time at what became of the world. */
export async function runCases(cases: Case[], { call, untouched, listeners }: Watch): Promise<Row[]> {
  const rows: Row[] = []
  let before = untouched.map(picture)
  for (const { trick, about, args, works, reaches = [] } of cases) {
    listeners.take()
    const { text, refused } = await call(trick, args)
    const after = untouched.map(picture)
    const reached = listeners.take().filter((name) => !reaches.includes(name))
    const changed = after.find((now, index) => now !== before[index])
    const why =
      text.includes(canary) || text.includes('canary-from')
        ? 'it read what it must not'
        : changed !== undefined
          ? 'it changed what it must not'
          : reached.length > 0
            ? `it reached ${reached.join(', ')}`
            : works === undefined && !refused
              ? 'it was not refused'
              : works !== undefined && (refused || !text.includes(works))
                ? 'it did not work'
                : undefined
    rows.push({ about, trick, good: why === undefined, said: text.slice(0, 70), ...(why && { why }) })
    before = after
  }
  return rows
}

/** As it is printed: one line for each case. */
export function table(title: string, rows: Row[], words: [good: string, bad: string]): string {
  const lines = rows.map(({ trick, about, good, said, why }) =>
    [
      (good ? words[0] : words[1]).padEnd(9),
      trick.padEnd(15),
      about.padEnd(42),
      why ? `${why}: ${said}` : said.replaceAll('\n', ' '),
    ].join(' '),
  )
  return [title, ...lines, ''].join('\n')
}
