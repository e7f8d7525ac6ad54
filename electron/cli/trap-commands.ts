import { trapReport } from '../../shared/trap-report.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { lines } from './plain-text.ts'
import { paged, queryOf, type Page } from './record-commands.ts'
import { showReproduction, showTrap, showTraps } from './show-traps.ts'

interface One extends Common {
  reproduce?: boolean
  report?: boolean
}

/** traps, trap. */
export function addTrapCommands(group: Group): void {
  const { program, terminal } = group

  paged(program.command('traps').description('the newest traps'))
    .option('--find <text>', 'only with this in the message, the tool or a function')
    .action(
      asking<Page & { find?: string }>(group, async (client, _words, options) => {
        const { find } = options
        const traps = await client.call('traps.list', { ...queryOf(options), ...(find !== undefined && { find }) })
        answer(group, options, traps, () => showTraps(traps, terminal))
      }),
    )

  program
    .command('trap')
    .description('one trap: likely causes, frames and text')
    .argument('<id>', 'as belljar traps lists it')
    .option('--reproduce', 'the command that does the same call with wasmtime alone')
    .option('--report', 'a report for the author of the server, as Markdown')
    .action(
      asking<One>(group, async (client, [id = ''], options) => {
        if (options.reproduce) {
          const made = await client.call('traps.reproduce', { id })
          return answer(group, options, made, () => showReproduction(made))
        }
        const trap = await client.call('traps.get', { id })
        answer(group, options, trap, () => (options.report ? lines(trapReport(trap)) : showTrap(trap, terminal)))
      }),
    )
}
