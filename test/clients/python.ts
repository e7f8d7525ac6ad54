import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { findPlaces } from '../../electron/core/home/places.ts'

export const scripts = path.resolve(import.meta.dirname, '..', 'python')

/** A Python with the packages of a list, kept in the cache; else why there is none. */
export async function preparePython(
  requirements = path.join(scripts, 'requirements.txt'),
): Promise<{ python: string } | { reason: string }> {
  const base = await findPython()
  if (!base) return { reason: 'there is no Python 3.10 or newer here' }
  const hash = createHash('sha256').update(readFileSync(requirements)).update(base.version).digest('hex').slice(0, 16)
  const folder = path.join(findPlaces().cache, 'python-clients', hash)
  if (existsSync(inside(folder))) return { python: inside(folder) }

  const beside = `${folder}.${process.pid}`
  await mkdir(path.dirname(folder), { recursive: true })
  try {
    const made = await run(base.command, ['-m', 'venv', beside])
    if (made.code !== 0) return { reason: `its venv module does not work (${lastLine(made.text)})` }
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements]
    const installed = await run(inside(beside), pip)
    if (installed.code !== 0)
      return { reason: `pip could not install ${path.basename(requirements)} (${lastLine(installed.text)})` }
    // Another run may have been faster: then its folder stays.
    await rename(beside, folder).catch(() => undefined)
    return { python: inside(folder) }
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** Its exit code and all that it said. */
export function run(command: string, args: string[]): Promise<{ code: number | string; out: string; text: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let text = ''
  child.stdout.on('data', (chunk) => ((out += chunk), (text += chunk)))
  child.stderr.on('data', (chunk) => (text += chunk))
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ code: 'not started', out, text: message }))
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? '', out, text }))
  })
}

async function findPython(): Promise<{ command: string; version: string } | undefined> {
  for (const command of ['python3', 'python']) {
    const { code, out } = await run(command, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])
    const [major = 0, minor = 0] = out.trim().split('.').map(Number)
    if (code === 0 && major === 3 && minor >= 10) return { command, version: out.trim() }
  }
  return undefined
}

function inside(folder: string): string {
  return process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python')
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
