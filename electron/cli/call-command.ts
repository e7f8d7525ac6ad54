import { randomUUID } from 'node:crypto'
import type { Client } from '../../shared/rpc.ts'
import { isError, textOfResult } from './call-result.ts'
import { Failed } from './failure.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { onInterrupt } from './interrupt.ts'
import { lines } from './plain-text.ts'
import { RunProgress } from './run-progress.ts'
import { toolOf } from './server-commands.ts'
import type { Terminal } from './terminal.ts'
import { toolArguments } from './tool-arguments.ts'
import { withWasmtime } from './wasmtime-progress.ts'

interface Options extends Common {
  args: string
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
    .option('--args <json>', 'the arguments, a JSON object', toolArguments, '{}')
    .action(
      asking<Options>(group, async (client, [id = '', name = ''], options) => {
        const tool = await toolOf(client, id, name)
        const { result, json } = await withWasmtime(client, terminal, () =>
          followed(client, terminal, (run) => client.call('tools.call', { id, tool, json: options.args, run })),
        )
        const failed = isError(result)
        const text = safe(textOfResult(result))
        if (failed) terminal.err(text || 'The tool failed and does not say why.\n')
        // As the server wrote it: through an object of JavaScript long numbers would come out rounded.
        if (options.json) terminal.out(`${json}\n`)
        else if (!failed) answer(group, options, result, () => text)
        if (failed) throw new Failed()
      }),
    )
}

/** Shows the progress of a call, and takes the call back when the command is ended from outside. */
async function followed<T>(client: Client, terminal: Terminal, call: (run: string) => Promise<T>): Promise<T> {
  const run = randomUUID()
  const progress = new RunProgress(terminal)
  const stop = client.on('run.progress', (news) => news.run === run && progress.show(news))
  const calling = call(run)
  const calm = onInterrupt(async () => {
    await client.call('tools.cancel', { run })
    await calling
    progress.end()
    terminal.err('The call was cancelled.\n')
  })
  try {
    return await calling
  } finally {
    calm()
    stop()
    progress.end()
  }
}
