/** Builds the native bridge once for each state of its sources, into the cache; where that is impossible, says why. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const sources = path.join(root, 'electron', 'bridge-native')

/** The same behaviour as a Node script; the build of the programs makes it. */
export const fallback = path.join(root, 'dist', 'electron', 'bridge.mjs')

/**
 * @param {{ cache: string, env?: NodeJS.ProcessEnv, log?: (line: string) => void }} options `cache`: Belljar's cache folder
 * @returns {Promise<string | { fallback: string, reason: string }>} the program, or the Node script that stands in for it
 */
export async function buildBridge({ cache, env = process.env, log = console.log }) {
  const made = await build(cache, env, log).catch((error) => ({ reason: error.message }))
  if (typeof made === 'string') return made
  log(`The bridge runs on Node here: ${made.reason}`)
  return { fallback, reason: made.reason }
}

async function build(cache, env, log) {
  if (env.BELLJAR_BRIDGE === 'node') return { reason: 'BELLJAR_BRIDGE=node asks for it.' }
  if (process.platform === 'win32') return { reason: 'the native one is for macOS and Linux so far.' }
  const folder = path.join(cache, 'bridge', await hashOfSources())
  const program = path.join(folder, 'belljar-bridge')
  if (await isFile(program)) return program

  const failed = path.join(folder, 'failed')
  const before = await readFile(failed, 'utf8').catch(() => '')
  if (before) return { reason: `${before} (remove ${failed} to try again)` }

  const found = await run('cargo', ['--version'], env)
  if (found.code !== 0) return { reason: 'there is no Rust compiler (https://rustup.rs).' }
  log('building the native bridge')
  await mkdir(folder, { recursive: true })
  const target = path.join(folder, 'target')
  const built = await run('cargo', ['build', '--release', '--locked', '--target-dir', target], env)
  if (built.code !== 0) {
    const reason = `cargo could not build the native one: ${firstError(built.output)}`
    // A missing network may be back at the next start; a missing linker costs nothing but the try.
    if (!/network|download|resolve host|index|registry/i.test(built.output)) await writeFile(failed, reason)
    return { reason }
  }
  const fresh = path.join(folder, `belljar-bridge.${process.pid}`)
  await copyFile(await builtProgram(target), fresh)
  const tried = await run(fresh, ['--version'], env)
  if (tried.code !== 0) return { reason: `the native one was built but does not run: ${firstError(tried.output)}` }
  await rename(fresh, program)
  await rm(target, { recursive: true, force: true })
  return program
}

/** A configured build target puts it one folder deeper. */
async function builtProgram(target) {
  const direct = path.join(target, 'release', 'belljar-bridge')
  if (await isFile(direct)) return direct
  const deeper = (await readdir(target)).map((name) => path.join(target, name, 'release', 'belljar-bridge'))
  for (const place of deeper) if (await isFile(place)) return place
  throw new Error('cargo built no program.')
}

async function hashOfSources() {
  const all = await readdir(path.join(sources, 'src'), { recursive: true })
  const inner = all
    .filter((name) => name.endsWith('.rs'))
    .sort()
    .map((name) => path.join('src', name))
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\0`)
  for (const file of ['Cargo.toml', 'Cargo.lock', ...inner])
    hash
      .update(`${file}\0`)
      .update(await readFile(path.join(sources, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 32)
}

async function isFile(place) {
  return stat(place).then(
    (found) => found.isFile(),
    () => false,
  )
}

function firstError(output) {
  const lines = output.split('\n').map((line) => line.trim())
  return lines.find((line) => line.startsWith('error')) ?? lines.find(Boolean) ?? 'it said nothing.'
}

function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: sources, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (text) => (output = (output + text).slice(-100_000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: -1, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const cache = process.argv[2]
  if (!cache) {
    console.error('Usage: node scripts/bridge.mjs CACHE')
    process.exit(2)
  }
  const made = await buildBridge({ cache })
  console.log(typeof made === 'string' ? made : made.fallback)
}
