import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { fixture, type FixtureName } from '../../fixtures/fixture.ts'

const wasmtime = process.env['WASMTIME'] ?? path.join(homedir(), '.cache/belljar/wasmtime/48.0.3/wasmtime')
const kept = fileURLToPath(new URL('../../../resources/guards/', import.meta.url))
const scratch = mkdtempSync(path.join(tmpdir(), 'belljar-guards-'))

/** What the host would give; the guards alone see it. */
export const token = 't0k'

let weld: string | undefined

/** A fixture behind guards, as machine code. An empty list of guards leaves it as it is. */
export async function welded(name: FixtureName, guards: string[], policy: string[]): Promise<string> {
  const job = mkdtempSync(path.join(scratch, 'job-'))
  copyFileSync(await fixture(name), path.join(job, 'server.wasm'))
  if (guards.length === 0) return compile(path.join(job, 'server.wasm'))
  const files = ['environment', ...guards].map((guard) => `${guard}.wasm`)
  for (const file of files) copyFileSync(path.join(kept, file), path.join(job, file))
  const text = policy.map((line) => `${line}\n`).join('')
  writeFileSync(path.join(job, 'job.json'), JSON.stringify({ server: 'server.wasm', guards: files, policy: text }))
  weld ??= compile(path.join(kept, 'weld.wasm'))
  run(['run', '-C', 'cache=n', '--allow-precompiled', '--dir', `${job}::/job`, weld])
  return compile(path.join(job, 'out.wasm'))
}

function compile(wasm: string): string {
  const file = path.join(mkdtempSync(path.join(scratch, 'code-')), 'x.cwasm')
  run(['compile', '-C', 'cache=n', '-o', file, wasm])
  return file
}

function run(args: string[]): void {
  execFileSync(wasmtime, args, { env: {} })
}

export interface Surroundings {
  /** Host path by guest path. */
  folders?: Record<string, string>
  env?: Record<string, string>
}

export function start(code: string, { folders = {}, env = {} }: Surroundings, args: string[] = []) {
  const dirs = Object.entries(folders).flatMap(([guest, host]) => ['--dir', `${host}::${guest}`])
  const names = Object.keys(env).flatMap((name) => ['--env', name])
  const flags = ['-C', 'cache=n', '--allow-precompiled', '-S', 'http']
  return spawn(wasmtime, ['run', ...flags, ...dirs, ...names, code, ...args], { env, stdio: 'pipe' })
}

/** One answer of the probe for each call, and what the guards reported meanwhile: `OP SUBJECT DETAIL`. */
export async function probe(code: string, around: Surroundings, calls: string[]) {
  const child = start(code, around, calls)
  const [out, err, ended] = await Promise.all([textOf(child.stdout), textOf(child.stderr), end(child)])
  if (ended !== 0) throw new Error(`The probe ended with ${ended}: ${err}`)
  const { lines, reports } = readReports(err)
  return { answers: out.split('\n').slice(0, -1), reports, err: lines }
}

/** Takes the reports out of stderr, together with the empty line in front of each. */
export function readReports(err: string): { lines: string; reports: string[] } {
  const reports: string[] = []
  const lines = err.replaceAll(new RegExp(`\\nbelljar-guard ${token}\\t(.*)\\n`, 'g'), (_, fields: string) => {
    reports.push(fields.split('\t').map(decodeURIComponent).join(' ').trim())
    return ''
  })
  return { lines, reports }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

function end(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve))
}

/** A new folder with a file `f` that says `hello`, and an empty folder `d`. */
export function folder(): string {
  const made = mkdtempSync(path.join(scratch, 'folder-'))
  writeFileSync(path.join(made, 'f'), 'hello')
  mkdirSync(path.join(made, 'd'))
  return made
}
