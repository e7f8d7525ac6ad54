import { InvalidArgumentError, type Command } from 'commander'
import { callQueryOf, type CallOptions } from './call-query.ts'
import { followLogs } from './follow-logs.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { showCalls, showLogLine } from './show-records.ts'

export interface Page extends Common {
  server?: string
  limit: number
}

/** calls, logs. */
export function addRecordCommands(group: Group): void {
  const { program, terminal } = group

  paged(program.command('calls').description('the newest calls'))
    .option('--tool <tool>', 'only of this tool, by its own name')
    .option('--client <client>', 'only from this client')
    .option('--find <text>', 'only with this text in arguments, result or reason')
    .option('--failed', 'only those that failed')
    .option('--since <time>', 'only since then: 15m, 2h, 3d or a date')
    .option('--slower <time>', 'only those that took so long: 500ms, 2s')
    .action(
      asking<CallOptions>(group, async (client, _words, options) => {
        const calls = await client.call('calls.list', callQueryOf(options))
        answer(group, options, calls, () => showCalls(calls, terminal))
      }),
    )

  const readLogs = asking<Page>(group, async (client, _words, options) => {
    const logs = await client.call('logs.list', queryOf(options))
    answer(group, options, logs, () => logs.map((line) => showLogLine(line, terminal)).join(''))
  })
  paged(program.command('logs').description('what servers wrote, oldest first'))
    .option('-f, --follow', 'go on with what comes; with --json one object per line')
    .action((...given: unknown[]) => {
      const options = (given.at(-1) as Command).optsWithGlobals<Page & { follow?: boolean }>()
      return options.follow ? followLogs(terminal, { ...options, query: queryOf(options) }) : readLogs(...given)
    })
}

export function paged(command: Command): Command {
  return command
    .option('--server <server>', 'only of this server')
    .option('--limit <number>', 'at most so many, 1 to 1000', limit, 50)
}

export function limit(text: string): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= 1 && number <= 1000) return number
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000.')
}

export function queryOf({ server, limit }: Page): { server?: string; limit: number } {
  return { limit, ...(server !== undefined && { server }) }
}
