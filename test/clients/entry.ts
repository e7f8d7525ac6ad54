import { CliHome } from '../../electron/cli/testing/run-cli.ts'

export interface Entry {
  command: string
  args: string[]
}

/** A fresh data directory with `time` switched on, all through the command line, and the config that it prints. */
export async function freshBelljar(): Promise<{ cli: CliHome; config: string; entry: Entry }> {
  const cli = new CliHome()
  await cli.json('enable', 'time')
  const { code, out, err } = await cli.run(['config', 'claude-desktop', '--print'])
  if (code !== 0) throw new Error(err)
  const { mcpServers } = JSON.parse(out) as { mcpServers: { belljar: Entry } }
  return { cli, config: out, entry: mcpServers.belljar }
}

/** The names under which the clients that called are recorded. */
export async function callers(cli: CliHome): Promise<string[]> {
  const calls = (await cli.json('calls')) as { client: string; outcome: string }[]
  return [...new Set(calls.filter(({ outcome }) => outcome === 'answered').map(({ client }) => client))].sort()
}
