import { isError, textOfResult } from './call-result.ts'
import { Failed } from './failure.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { lines } from './plain-text.ts'
import { toolOf } from './server-commands.ts'
import { toolArguments } from './tool-arguments.ts'
import { withWasmtime } from './wasmtime-progress.ts'

interface Options extends Common {
  args: Record<string, unknown>
}

/** call. */
export function addCallCommand(group: Group): void {
  const { program, terminal } = group
  // A program that reads the output gets every byte; a terminal gets nothing that could steer it.
  const safe = (text: string) => (terminal.columns === undefined ? text : lines(text))

  program
    .command('call')
    .description('call a tool in an instance of its own')
    .argument('<server>')
    .argument('<tool>')
    .option('--args <json>', 'the arguments, a JSON object', toolArguments, {})
    .action(
      asking<Options>(group, async (client, [id = '', name = ''], options) => {
        const tool = await toolOf(client, id, name)
        const { result } = await withWasmtime(client, terminal, () =>
          client.call('tools.call', { id, tool, args: options.args }),
        )
        const failed = isError(result)
        const text = safe(textOfResult(result))
        if (failed) terminal.err(text || 'The tool failed and does not say why.\n')
        if (options.json || !failed) answer(group, options, result, () => text)
        if (failed) throw new Failed()
      }),
    )
}
