import { appendFileSync, readFileSync, truncateSync } from 'node:fs'

export interface Left {
  /** Ids as JSON, in the order of their requests. */
  ids: string[]
  /** Client bytes the host accepted. */
  accepted: number
}

/** What a dead host left about a session: the requests it took and never answered. Undefined where there is no journal. */
export function readJournal(file: string): Left | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  const left: Left = { ids: [], accepted: 0 }
  // A last line without its end was never finished and does not count.
  for (const line of text.split('\n').slice(0, -1)) {
    const rest = line.slice(2)
    if (line.startsWith('+ ')) left.ids.push(rest)
    else if (line.startsWith('- ')) {
      const at = left.ids.indexOf(rest)
      if (at >= 0) left.ids.splice(at, 1)
    } else if (line.startsWith('r ')) left.accepted = Number(rest) || left.accepted
  }
  return left
}

/** So that the next host does not answer them a second time. */
export function noteAnswered(file: string, ids: string[]): void {
  try {
    const bytes = readFileSync(file)
    const whole = bytes.lastIndexOf(10) + 1
    // Behind half a record, the next one would damage the journal.
    if (whole < bytes.length) truncateSync(file, whole)
    appendFileSync(file, ids.map((id) => `- ${id}\n`).join(''))
  } catch {
    // The client has its answers; a second one for the same id is ignored there.
  }
}
