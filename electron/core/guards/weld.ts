import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { ProblemError } from '../../../shared/rpc.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import { spawnProblem } from '../runtimes/ending.ts'
import { cleanEnv, codeFlags } from '../runtimes/launch.ts'
import { runToEnd, type Ended } from '../runtimes/run-to-end.ts'
import { checkedBytes, privateFolder } from '../servers/compile.ts'
import { Slots } from '../servers/slots.ts'
import type { GuardName } from './plan-guards.ts'
import { refusalIn, weldProblem, weldTooSlow } from './weld-problem.ts'
import { readTools, weldCode, type WeldDeps, type WeldTools } from './weld-tools.ts'

export interface WeldJob {
  wasm: string
  hash: string
  guards: readonly GuardName[]
  policy: string
}

export interface Welded {
  /** A component. */
  path: string
  /** Linear memories that run, those of the guards included. */
  memories: number
  /** Those among them that are the server's and can grow. */
  growable: number
  /** Names the result: it changes with all that shapes it. */
  key: string
}

const weldMs = 60_000
/** A server of 14 MB needs a tenth of it. */
const weldBytes = 1024 ** 3
/** Address space: wasmtime reserves 4 GiB for the memory of weld. */
const addressSpace = 12 * 1024 ** 3

const slots = new Slots(Math.max(1, Math.floor(availableParallelism() / 2)))
const underway = new Map<string, Promise<Welded>>()
const count = z.number().int().nonnegative()
const reportSchema = z.object({ memories: count, growable: count })

/**
 * Puts guards between a server and what it imports, in a killable child; at once when that was done before.
 * Rejects with a ProblemError when the bytes are not those of `hash`, cannot be guarded, or take too much time or memory.
 */
export async function weldWasm(deps: WeldDeps, job: WeldJob): Promise<Welded> {
  const guards = [...new Set(job.guards)].sort()
  const tools = await readTools(deps.guards, guards)
  const key = keyOf(job, tools)
  const folder = path.join(deps.cache, 'guarded')
  await privateFolder(folder)
  // Begins with the server's hash, by which it is found when the server is removed.
  const target = path.join(folder, `${job.hash}-${key.slice(0, 32)}`)
  const known = await findWelded(target, key)
  if (known) return known
  const running = underway.get(target)
  if (running) return running
  const work = slots.run(() => weld(deps, job, tools, { target, key })).finally(() => underway.delete(target))
  underway.set(target, work)
  return work
}

function keyOf({ hash, policy }: WeldJob, { weld, guards }: WeldTools): string {
  const parts = [hash, weld.hash, guards.map((guard) => [guard.name, guard.hash]), policy]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The report is written last. */
async function findWelded(target: string, key: string): Promise<Welded | undefined> {
  const file = `${target}.wasm`
  try {
    const report = reportSchema.parse(JSON.parse(await readFile(`${target}.json`, 'utf8')))
    return (await stat(file)).size > 0 ? { ...report, path: file, key } : undefined
  } catch {
    return undefined
  }
}

interface Result {
  /** Path of what is kept, without its ending. */
  target: string
  key: string
}

async function weld(deps: WeldDeps, job: WeldJob, tools: WeldTools, result: Result): Promise<Welded> {
  const server = await checkedBytes(job.wasm, job.hash)
  const place = path.join(path.dirname(result.target), `job-${process.pid}-${randomBytes(4).toString('hex')}`)
  await mkdir(place, { mode: 0o700 })
  try {
    await writeFile(path.join(place, 'server.wasm'), server)
    const guards = tools.guards.map((guard) => `${guard.name}.wasm`)
    for (const guard of tools.guards) await writeFile(path.join(place, `${guard.name}.wasm`), guard.bytes)
    const text = JSON.stringify({ server: 'server.wasm', guards, policy: job.policy })
    await writeFile(path.join(place, 'job.json'), text)
    const ms = deps.ms ?? weldMs
    const ended = await run(deps, tools, place, ms)
    if (ended.timedOut) throw new ProblemError(weldTooSlow(ms))
    if (ended.code !== 0) throw new ProblemError(weldProblem(ended))
    return await keep(place, result)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/** Once more with fresh machine code, where it was not weld that refused: the code may be damaged. */
async function run(deps: WeldDeps, tools: WeldTools, place: string, ms: number): Promise<Ended> {
  const ended = await runOnce(deps, await weldCode(deps, tools.weld), place, ms)
  if (ended.code !== 1 || refusalIn(ended.stderr)) return ended
  await rm(await weldCode(deps, tools.weld), { force: true })
  return runOnce(deps, await weldCode(deps, tools.weld), place, ms)
}

async function runOnce(deps: WeldDeps, code: string, place: string, ms: number): Promise<Ended> {
  const launch = {
    program: deps.wasmtime.path,
    args: [
      ...['run', '--allow-precompiled', ...codeFlags],
      ...['-W', `max-memory-size=${deps.bytes ?? weldBytes},max-memories=2`],
      // Relative: a path of its own could hold the sign that separates the two.
      ...['--dir', '.::/job', '--', code],
    ],
    env: cleanEnv(),
    limits: { nofile: 64, as: addressSpace },
    cwd: place,
  }
  return runToEnd(deps.launcher, launch, ms).catch((error: unknown) => {
    throw new ProblemError(spawnProblem(error as NodeJS.ErrnoException, deps.launcher.command))
  })
}

/** A power cut must not leave half of it under its final name. */
async function keep(place: string, { target, key }: Result): Promise<Welded> {
  const report = reportSchema.parse(JSON.parse(await readFile(path.join(place, 'report.json'), 'utf8')))
  const made = path.join(place, 'out.wasm')
  const handle = await open(made, 'r+')
  await handle.sync().finally(() => handle.close())
  const file = `${target}.wasm`
  await rename(made, file)
  await writeAtomic(`${target}.json`, `${JSON.stringify(report)}\n`)
  return { ...report, path: file, key }
}
