import path from 'node:path'
import { bytes } from './amounts.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { withWasmtime } from './wasmtime-progress.ts'

interface Options extends Common {
  output: string
  force?: boolean
}

/** export. */
export function addExportCommand(group: Group): void {
  const { program, terminal } = group
  program
    .command('export')
    .description('write a server with its guards into one .wasm file, for a plain wasmtime')
    .argument('<server>')
    .requiredOption('-o, --output <file>', 'the file')
    .option('--force', 'write over a file that is there')
    .action(
      asking<Options>(group, async (client, [id = ''], { output, force = false, ...options }) => {
        // The host may have another working directory.
        const file = path.resolve(output)
        const made = await withWasmtime(client, terminal, () =>
          client.call('servers.export', { id, path: file, overwrite: force }),
        )
        answer(group, options, made, () => `${made.path} was written, ${bytes(made.size)}. Run it with:\n${made.run}\n`)
      }),
    )
}
