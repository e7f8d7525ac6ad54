import type { Denial, OutgoingRequest } from '../../shared/access.ts'
import { bytes, duration, time } from './amounts.ts'
import { paint } from './colour.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { oneLine } from './plain-text.ts'
import { limit } from './record-commands.ts'
import { suggestWords } from './suggest-words.ts'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

type Look = Pick<Terminal, 'columns' | 'colours'>

/** denials, requests. */
export function addDenialCommands(group: Group): void {
  const { program, terminal } = group
  for (const name of ['denials', 'requests'] as const) {
    program
      .command(name)
      .description(name === 'denials' ? 'what servers tried and may not' : 'the HTTP requests that servers sent')
      .argument('[server]')
      .option('--limit <number>', 'at most so many, 1 to 1000', limit, 50)
      .action(
        asking<Common & { limit: number }>(group, async (client, [server], options) => {
          const query = { limit: options.limit, ...(server !== undefined && { server }) }
          if (name === 'denials') {
            const denials = await client.call('denials.list', query)
            answer(group, options, denials, () => showDenials(denials))
          } else {
            const requests = await client.call('requests.list', query)
            answer(group, options, requests, () => showRequests(requests, terminal))
          }
        }),
      )
  }
}

/** Several lines each, as the reason and what would allow it are what one looks for. */
export function showDenials(denials: readonly Denial[]): string {
  if (denials.length === 0) return 'No denials are recorded.\n'
  return denials
    .map(({ at, server, tool, client, text, reason, by, count, suggest }) => {
      const where = oneLine(tool === undefined ? server : `${server}/${tool}`)
      const times = count > 1 ? ` (${count} times)` : ''
      const words = suggest && suggestWords(server, suggest)
      const guess = by === 'guess' ? ' (a guess from the text of an answer)' : ''
      const allow = words === undefined ? '' : `  Allow it: ${words}\n`
      return `${time(at)}  ${where}  ${oneLine(client)}  ${oneLine(text)}${times}\n  ${oneLine(reason)}${guess}\n${allow}`
    })
    .join('')
}

export function showRequests(requests: readonly OutgoingRequest[], look: Look): string {
  if (requests.length === 0) return 'No requests are recorded.\n'
  const rows = requests.map(
    ({ at, server, method, origin, outcome, status, reason, sentBytes, receivedBytes, durationMs }) => [
      time(at),
      oneLine(server),
      oneLine(method),
      oneLine(origin),
      paint(look, outcome === 'answered' ? 'green' : 'red', outcome),
      status === undefined ? '' : String(status),
      bytes(sentBytes),
      bytes(receivedBytes),
      duration(durationMs),
      oneLine(reason ?? ''),
    ],
  )
  return table(['TIME', 'SERVER', 'METHOD', 'HOST', 'OUTCOME', '', 'SENT', 'RECEIVED', 'TOOK', ''], rows, look.columns)
}
