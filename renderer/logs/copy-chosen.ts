import { copy } from '../act.ts'
import { ask, problemOf } from '../connection.ts'
import type { LogLine } from '../../shared/records.ts'
import { say } from '../store/window.ts'
import { counted } from '../words/amounts.ts'
import { isChosen, range, type Chosen } from './chosen.ts'
import { asText } from './lines-as-text.ts'
import type { LogQuery } from './log-query.ts'
import { pagesOf } from './pages-of.ts'

/** More than this belongs into a file. */
const most = 50_000

/** Copies what is selected, also what of it is not held any more. */
export async function copyChosen(chosen: Chosen, held: readonly LogLine[], query: LogQuery): Promise<void> {
  const { first, last } = range(chosen)
  const here = (held[0]?.seq ?? Infinity) <= first && (held.at(-1)?.seq ?? 0) >= last
  try {
    await copyLines(here ? held.filter(({ seq }) => isChosen(chosen, seq)) : await fetched(query, first, last))
  } catch (error) {
    say({ tone: 'failed', message: `The lines were not copied. ${problemOf(error).message}` })
  }
}

export async function copyLines(lines: readonly LogLine[]): Promise<void> {
  if (lines.length > most)
    say({
      tone: 'failed',
      message: `More than ${counted(most, 'line')} cannot be copied.`,
      hint: 'Export them instead.',
    })
  else if (await copy(asText(lines))) say({ tone: 'done', message: `${counted(lines.length, 'line')} copied.` })
}

async function fetched(query: LogQuery, first: number, last: number): Promise<LogLine[]> {
  const lines: LogLine[] = []
  for await (const page of pagesOf(query, (input) => ask('logs.list', input), { first, last })) {
    lines.push(...page)
    if (lines.length > most) break
  }
  return lines
}
