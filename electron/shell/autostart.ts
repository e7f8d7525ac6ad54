import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../shared/rpc.ts'
import { writeAtomic } from '../core/home/write-atomic.ts'

/** Whether Belljar starts when the person logs in. */
export interface Autostart {
  get(): boolean
  set(on: boolean): Promise<void>
}

/** freedesktop.org, Desktop Application Autostart Specification: a desktop entry in the person's own folder. */
export function linuxAutostart(argv: readonly string[], env: NodeJS.ProcessEnv): Autostart | undefined {
  const config = env['XDG_CONFIG_HOME'] || (env['HOME'] && path.join(env['HOME'], '.config'))
  if (!config || !path.isAbsolute(config) || argv.some(breaksLine)) return undefined
  const file = path.join(config, 'autostart', 'belljar.desktop')
  const entry = desktopEntry(argv)
  return {
    // An entry of another data directory or an older place is not ours: setting it puts that right.
    get: () => existsSync(file) && execOf(readFileSync(file, 'utf8')) === execOf(entry),
    async set(on) {
      try {
        if (!on) return await rm(file, { force: true })
        await mkdir(path.dirname(file), { recursive: true })
        await writeAtomic(file, entry, 0o644)
      } catch (error) {
        throw new ProblemError({
          code: 'unavailable',
          message: `${file} cannot be ${on ? 'written' : 'removed'} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
          hint: 'Nothing was changed. Look at who may write in that folder.',
        })
      }
    },
  }
}

function desktopEntry(argv: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Belljar',
    'Comment=Run WebAssembly MCP servers, each in a sandbox of its own',
    `Exec=${argv.map(quoted).join(' ')}`,
    'Icon=belljar',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

function execOf(entry: string): string | undefined {
  const hidden = /^(?:Hidden|NoDisplay)=true$/m.test(entry) || /^X-GNOME-Autostart-enabled=false$/m.test(entry)
  return hidden ? undefined : /^Exec=(.*)$/m.exec(entry)?.[1]
}

/** An entry has no way to write it. */
function breaksLine(word: string): boolean {
  return /[\n\r\0]/.test(word)
}

/** Desktop Entry Specification, "The Exec key": quoted, then escaped once more as a string, and no field codes. */
export function quoted(word: string): string {
  const inner = word.replaceAll(/["`$\\]/g, (character) => `\\${character}`).replaceAll('%', '%%')
  return `"${inner.replaceAll('\\', '\\\\')}"`
}
