import path from 'node:path'
import type { Inspection } from '../../shared/domain.ts'
import { ProblemError, type Client } from '../../shared/rpc.ts'
import { Failed } from './failure.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { showInspection, showReview } from './show-inspection.ts'
import { showServer } from './show-servers.ts'
import type { Terminal } from './terminal.ts'
import { withWasmtime } from './wasmtime-progress.ts'

interface AddOptions extends Common {
  name?: string
  yes?: boolean
}

/** inspect, add. */
export function addInstallCommands(group: Group): void {
  const { program, terminal } = group

  program
    .command('inspect')
    .description('say what a .wasm file is, without running it')
    .argument('<file>')
    .action(
      asking(group, async (client, [file = ''], options) => {
        const inspection = await inspect(client, file)
        answer(group, options, inspection, () => showInspection(inspection, terminal.columns))
        // Being installed already is no fault of a file.
        if (inspection.problem?.code === 'conflict') terminal.err(`${inspection.problem.message}\n`)
        else if (inspection.problem) throw new ProblemError(inspection.problem)
      }),
    )

  program
    .command('add')
    .description('install a .wasm file as a server; it stays switched off')
    .argument('<file>')
    .option('--name <name>', "the server's name (else one made from the file's)")
    .option('-y, --yes', 'do not ask')
    .action(
      asking<AddOptions>(group, async (client, [file = ''], options) => {
        const inspection = await inspect(client, file)
        if (inspection.problem) throw new ProblemError(inspection.problem)
        const name = options.name ?? inspection.suggestedName
        if (!options.yes) await agree(terminal, inspection, name)
        const server = await withWasmtime(client, terminal, () =>
          client.call('servers.add', { hash: inspection.hash, ...(options.name !== undefined && { name }) }),
        )
        answer(group, options, server, () => `${showServer(server)}belljar enable ${server.name} switches it on.\n`)
      }),
    )
}

/** The host may have another working directory. */
function inspect(client: Client, file: string): Promise<Inspection> {
  return client.call('servers.inspect', { file: { path: path.resolve(file) } })
}

/** Resolves when the person agreed, else throws. */
export async function agree(
  { err, ask, columns }: Pick<Terminal, 'err' | 'ask' | 'columns'>,
  inspection: Inspection,
  name: string,
): Promise<void> {
  err(showReview(inspection, name, columns))
  if (!ask)
    throw new ProblemError({
      code: 'bad-request',
      message: 'Nobody can be asked here, so nothing was installed.',
      hint: 'Look at the file with belljar inspect, then add it with --yes.',
    })
  const said = await ask('Install it? [y/N] ')
  if (/^y(es)?$/i.test(said.trim())) return
  // After Ctrl-D the cursor still stands behind the question.
  err(`${said === '\n' ? said : ''}Nothing was installed.\n`)
  throw new Failed()
}
