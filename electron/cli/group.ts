import type { Command } from 'commander'
import type { Client } from '../../shared/rpc.ts'
import { withBelljar } from './belljar.ts'
import type { Terminal } from './terminal.ts'

/** What every command takes. */
export interface Common {
  json?: boolean
  home?: string
}

/** What a group of commands is added with. */
export interface Group {
  program: Command
  terminal: Terminal
}

/** An action that asks Belljar: the running host, or one in this process. `check` throws for words that are wrong before a host is opened for them. */
export function asking<O extends Common>(
  { terminal }: Group,
  act: (client: Client, words: string[], options: O) => Promise<void>,
  check: (words: string[], options: O) => void = () => undefined,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command
    const options = command.optsWithGlobals<O>()
    check(command.args, options)
    return withBelljar(terminal, options.home, (client) => act(client, command.args, options))
  }
}

/** JSON for programs, or text for people. */
export function answer({ terminal }: Group, { json }: Common, value: unknown, text: () => string): void {
  terminal.out(json ? `${JSON.stringify(value, null, 2)}\n` : text())
}
