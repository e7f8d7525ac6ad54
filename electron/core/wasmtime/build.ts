import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import { CargoProgressReader, failureLine, type CargoProgress } from './cargo-progress.ts'
import { killTree } from './kill-tree.ts'
import { built, features } from './pins.ts'
import { cargoEnv, findCargo } from './rust.ts'

interface Options {
  /** Everything of the build lies in here; what cargo compiled stays for the next try. */
  folder: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  onProgress(progress: CargoProgress): void
}

/** No machine that can run the app needs this long. */
const limitMs = 3 * 3600_000

/** Builds wasmtime from crates.io and gives the path of the program. Rejects with a ProblemError, or when the signal aborts. */
export async function buildWasmtime({ folder, env, signal, onProgress }: Options): Promise<string> {
  await mkdir(folder, { recursive: true })
  const cargo = await findCargo(env, folder, signal)
  const root = path.join(folder, 'root')
  const log = path.join(folder, 'build.log')
  const args = ['install', 'wasmtime-cli', '--version', built.version, '--locked', '--force', '--no-track']
  args.push('--root', root, '--no-default-features', '--features', features.join(','))
  const { code, output } = await runCargo(cargo, args, {
    cwd: folder,
    env: cargoEnv(env, path.join(folder, 'target')),
    log,
    signal,
    onProgress,
  })
  signal.throwIfAborted()
  if (code === 0) return path.join(root, 'bin', process.platform === 'win32' ? 'wasmtime.exe' : 'wasmtime')
  throw new ProblemError({
    code: 'unavailable',
    message: `Building wasmtime ${built.version} failed: ${failureLine(output) ?? `cargo ended with ${code}`}.`.replace(
      /\.\.$/,
      '.',
    ),
    hint: `Everything that cargo said is in ${log}. What it compiled is kept: trying again goes on from there.`,
  })
}

interface Run extends Omit<Options, 'folder'> {
  cwd: string
  log: string
}

function runCargo(cargo: string, args: string[], { cwd, env, log, signal, onProgress }: Run) {
  return new Promise<{ code: number | string; output: string }>((resolve, reject) => {
    signal.throwIfAborted()
    // A group of its own, so that its compilers end with it.
    const detached = process.platform !== 'win32'
    const child = spawn(cargo, args, { cwd, env, detached, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true })
    const stop = () => killTree(child)
    const timer = setTimeout(stop, limitMs)
    const reader = new CargoProgressReader()
    const file = createWriteStream(log).on('error', () => undefined)
    let output = ''
    signal.addEventListener('abort', stop, { once: true })
    child.once('error', reject)
    child.once('spawn', () => yieldTo(child.pid))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-256 * 1024)
      file.write(text)
      onProgress(reader.read(text))
    })
    child.once('close', (code, killed) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      file.end()
      resolve({ code: code ?? killed ?? 'nothing', output })
    })
  })
}

/** The person is using the machine meanwhile. */
function yieldTo(pid: number | undefined): void {
  try {
    if (pid !== undefined) os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It only takes the machine a little more.
  }
}
