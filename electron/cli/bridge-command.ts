import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { Places } from '../core/home/places.ts'
import { placesOf, prepareHome } from './belljar.ts'
import type { Common, Group } from './group.ts'

/** bridge. */
export function addBridgeCommand({ program }: Group): void {
  program
    .command('bridge')
    .description('what a client starts: speaks MCP on stdin and stdout')
    .argument('<server>', 'one server, or all')
    .action(async (...given: unknown[]) => {
      const command = given.at(-1) as Command
      const places = placesOf(command.optsWithGlobals<Common>().home)
      // Without it a bridge would not know how to start a host.
      if (!existsSync(path.join(places.bin, 'start'))) await prepareHome(places.home)
      process.exitCode = await runBridge(places, command.args[0] ?? 'all')
    })
}

/** The bridge with this process's own streams. Returns its exit code. */
async function runBridge(places: Places, server: string): Promise<number> {
  const [command, ...first] = programOf(places)
  const child = spawn(command, [...first, server, '--home', places.home], { stdio: 'inherit' })
  const passed = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const listener = () => void child.kill(signal)
    process.on(signal, listener)
    return [signal, listener] as const
  })
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (...end) => resolve(end))
  })
  for (const [name, listener] of passed) process.off(name, listener)
  if (signal) {
    process.kill(process.pid, signal)
    // It arrives in a moment.
    await sleep(1000)
  }
  return code ?? 1
}

function programOf({ bin }: Places): [string, ...string[]] {
  const native = path.join(bin, process.platform === 'win32' ? 'belljar-bridge.exe' : 'belljar-bridge')
  return existsSync(native) ? [native] : [process.execPath, path.join(bin, 'belljar-bridge.mjs')]
}
