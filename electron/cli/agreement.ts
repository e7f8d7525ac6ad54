import { ProblemError, type Client } from '../../shared/rpc.ts'
import { Failed } from './failure.ts'
import type { Terminal } from './terminal.ts'

/** Resolves when a person says yes, else throws. `before` is what they should have read. */
export async function agreeTo(
  { err, ask }: Pick<Terminal, 'err' | 'ask'>,
  { before, question, otherwise, hint }: { before: string; question: string; otherwise: string; hint: string },
): Promise<void> {
  err(before)
  if (!ask) throw new ProblemError({ code: 'bad-request', message: `Nobody can be asked here, so ${otherwise}.`, hint })
  const said = await ask(`${question} [y/N] `)
  if (/^y(es)?$/i.test(said.trim())) return
  // After Ctrl-D the cursor still stands behind the question.
  err(`${said === '\n' ? said : ''}${otherwise.charAt(0).toUpperCase()}${otherwise.slice(1)}.\n`)
  throw new Failed()
}

/** Makes a change of grants, limits or secrets. Where these wait for a window, whoever waits is told. */
export async function change<T>(client: Client, terminal: Pick<Terminal, 'err'>, make: () => Promise<T>): Promise<T> {
  const { settings } = await client.call('app.snapshot', null)
  if (settings.confirmCli) terminal.err('This waits for a yes in the window of Belljar.\n')
  return make()
}
