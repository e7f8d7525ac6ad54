/**
 * The WebAssembly that is kept in the repository, so that nobody needs Rust's wasm target.
 *   build   compiles it (plain `cargo`, or the command in BELLJAR_CARGO, for instance `/path/to/wrapper cargo`), keeps it, writes the locks;
 *           all of it, or only the artefacts that are named: `build weld environment`
 *   check   verifies that what is kept belongs to the sources; rebuilds and compares bytes where the toolchain of the lock is
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, workspaces } from './wasm-artefacts.mjs'
import { forgetOtherCheckout, targetFolder } from './wasm-target.mjs'

/** @param {string[]} names nothing stands for everything */
async function build(names) {
  const known = workspaces.flatMap((workspace) => workspace.artefacts.map((artefact) => artefact.name))
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
  const toolchain = toolchainVersion()
  if (!toolchain) throw new Error('There is no cargo here. Install Rust, or name a command in BELLJAR_CARGO.')
  for (const workspace of workspaces) {
    const before = readLock(workspace)
    const lock = {}
    mkdirSync(path.join(root, workspace.kept), { recursive: true })
    for (const artefact of workspace.artefacts) {
      if (names.length > 0 && !names.includes(artefact.name)) {
        if (before[artefact.name]) lock[artefact.name] = before[artefact.name]
        continue
      }
      const bytes = compile(workspace, artefact, toolchain)
      writeFileSync(keptPath(workspace, artefact), bytes)
      lock[artefact.name] = describe(workspace, artefact, bytes, toolchain)
      say(artefact, bytes, 'built')
      if (artefact.catalog) await writeCatalog(workspace, artefact)
    }
    if (Object.keys(lock).length === 0) continue
    writeFileSync(path.join(root, workspace.kept, workspace.lock), `${JSON.stringify(lock, null, 2)}\n`)
  }
}

function readLock(workspace) {
  const file = path.join(root, workspace.kept, workspace.lock)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** @returns {string[]} what is wrong, one sentence each */
function check() {
  const problems = []
  const toolchain = toolchainVersion()
  const reasons = new Set()
  for (const workspace of workspaces) {
    const lock = readLock(workspace)
    for (const artefact of workspace.artefacts) {
      const before = problems.length
      if (!existsSync(keptPath(workspace, artefact))) {
        problems.push(`${artefact.name} was never built: run npm run wasm:build -- ${artefact.name}.`)
        continue
      }
      const bytes = readFileSync(keptPath(workspace, artefact))
      const entry = lock[artefact.name]
      if (entry?.sources !== hashSources(workspace, artefact))
        problems.push(`${artefact.name} was not built from these sources: run npm run wasm:build -- ${artefact.name}.`)
      if (entry?.sha256 !== sha256(bytes)) problems.push(`${artefact.name}.wasm is not the file that its lock names.`)
      if (bytes.length > artefact.limit) problems.push(`${artefact.name}.wasm is larger than ${artefact.limit} bytes.`)
      const reason = whyNotRebuilt(toolchain, entry, artefact)
      if (reason) reasons.add(reason)
      else if (!compile(workspace, artefact, toolchain).equals(bytes))
        problems.push(`${artefact.name}: rebuilding it gives other bytes than the ones that are kept.`)
      if (problems.length === before)
        say(artefact, bytes, reason ? 'belongs to its sources' : 'rebuilt, the same bytes')
    }
  }
  for (const reason of reasons) console.log(`not rebuilt: ${reason}`)
  return problems
}

function whyNotRebuilt(toolchain, entry, artefact) {
  if (!entry) return 'there is no lock entry'
  if (!toolchain) return 'there is no cargo here'
  if (toolchain !== entry.toolchain) return `it was built with ${entry.toolchain}, here is ${toolchain}`
  if (!hasTarget(artefact.target)) return `this Rust has no ${artefact.target}`
  return ''
}

function compile(workspace, artefact) {
  const folder = path.join(root, workspace.folder)
  const target = targetFolder(path.basename(folder), runCargo)
  runCargo('cargo', ['fetch', '--locked', '--target', artefact.target], { cwd: folder, quiet: true })
  forgetOtherCheckout(target, workspace, runCargo)
  const args = [
    'build',
    '--locked',
    '--release',
    '--target',
    artefact.target,
    ...(artefact.package ? ['--package', artefact.package] : []),
    ...(artefact.bin ? ['--bin', artefact.bin] : ['--package', artefact.name, '--lib']),
    '--target-dir',
    target,
  ]
  const flags = remapFlags(workspace, target).join('\x1f')
  runCargo('cargo', args, { cwd: folder, env: { CARGO_ENCODED_RUSTFLAGS: flags } })
  return readFileSync(path.join(target, artefact.target, 'release', `${artefact.bin ?? artefact.name}.wasm`))
}

/**
 * The same bytes wherever the crates and what is built of them lie; of several that match, rustc takes the last. The checkout is not
 * named: its own files are compiled under relative paths, and other flags for each checkout would build every crate again.
 */
function remapFlags(workspace, target) {
  const homes = [process.env.CARGO_HOME || path.join(homedir(), '.cargo'), '/root/.cargo']
  const registry = (home) => path.join(home, 'registry', 'src')
  const registries = homes.flatMap((home) => (existsSync(registry(home)) ? readdirSync(registry(home)) : []))
  const from = homes.flatMap((home) => [...new Set(registries)].map((name) => path.join(registry(home), name)))
  return [
    `--remap-path-prefix=${target}=/belljar/${workspace.folder}/target`,
    ...from.map((place) => `--remap-path-prefix=${place}=/crates`),
  ]
}

/** What the program says about itself, kept beside it: the window shows its tools before it ever ran. */
async function writeCatalog(workspace, artefact) {
  const { prepareWasmtime } = await import('./prepare-wasmtime.mjs')
  const wasmtime = await prepareWasmtime({ say: (line) => console.log(line) })
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const ask = (id, method) => `${JSON.stringify({ jsonrpc: '2.0', id, method, params: { _meta: meta } })}\n`
  const out = execFileSync(wasmtime, ['run', '-C', 'cache=n', '-S', 'http', keptPath(workspace, artefact)], {
    input: ask(1, 'server/discover') + ask(2, 'tools/list'),
    env: {},
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: 60_000,
  })
  const [said, listed] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).result)
  const catalog = {
    protocolVersion: '2026-07-28',
    era: 'modern',
    serverInfo: said._meta['io.modelcontextprotocol/serverInfo'],
    capabilities: said.capabilities,
    instructions: said.instructions,
    tools: listed.tools,
    prompts: [],
    resources: [],
    resourceTemplates: [],
  }
  const file = path.join(root, workspace.kept, `${artefact.name}.json`)
  writeFileSync(file, `${JSON.stringify(catalog, null, 2)}\n`)
}

function describe(workspace, artefact, bytes, toolchain) {
  const sources = hashSources(workspace, artefact)
  return { sha256: sha256(bytes), size: bytes.length, sources, toolchain, target: artefact.target }
}

function hashSources(workspace, artefact) {
  const folder = path.join(root, workspace.folder)
  const files = ['Cargo.toml', 'Cargo.lock', ...artefact.sources.flatMap((source) => filesIn(folder, source))].sort()
  const hash = createHash('sha256')
  // Checkouts on Windows may have other line ends.
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    hash.update(`${file}\0${text}\0`)
  }
  return hash.digest('hex')
}

function filesIn(folder, place) {
  if (!existsSync(path.join(folder, place))) return []
  if (statSync(path.join(folder, place)).isFile()) return [place]
  return readdirSync(path.join(folder, place), { withFileTypes: true }).flatMap((entry) => {
    const inside = `${place}/${entry.name}`
    if (entry.isDirectory()) return filesIn(folder, inside)
    return /\.(rs|toml|wit|json|svg)$/.test(entry.name) ? [inside] : []
  })
}

function keptPath(workspace, artefact) {
  return path.join(root, workspace.kept, `${artefact.name}.wasm`)
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

function say(artefact, bytes, what) {
  const size = `${Math.ceil(bytes.length / 1000)} of ${artefact.limit / 1000} KB`
  console.log(`${artefact.name.padEnd(18)} ${size.padStart(16)}  ${what}`)
}

function toolchainVersion() {
  try {
    return runCargo('rustc', ['--version'], { quiet: true }).trim()
  } catch {
    return undefined
  }
}

const targets = new Map()

function hasTarget(target) {
  if (!targets.has(target)) targets.set(target, tryTarget(target))
  return targets.get(target)
}

function tryTarget(target) {
  const folder = mkdtempSync(path.join(tmpdir(), 'belljar-target-'))
  try {
    const file = path.join(folder, 'empty.rs')
    writeFileSync(file, 'pub fn nothing() {}\n')
    const args = ['--target', target, '--crate-type', 'lib', '--emit', 'metadata', '--out-dir', folder, file]
    runCargo('rustc', args, { quiet: true })
    return statSync(path.join(folder, 'libempty.rmeta')).size > 0
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs `cargo`, or what BELLJAR_CARGO names, or another program of the same toolchain. */
function runCargo(program, args, { cwd = root, env = {}, quiet = false } = {}) {
  const words = (process.env.BELLJAR_CARGO || 'cargo').split(' ').filter(Boolean)
  const [command = 'cargo', ...prefix] = [...words.slice(0, -1), program === 'cargo' ? words.at(-1) : program]
  // Nothing of the person's own build settings may get into the bytes.
  const settings = /^(RUSTFLAGS|RUSTC_WRAPPER|CARGO_(?!HOME$|HTTP_|NET_|REGISTR).*)$/
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)))
  return execFileSync(command, [...prefix, ...args], {
    cwd,
    env: { ...clean, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [command, ...names] = process.argv.slice(2)
  if (command === 'build') await build(names)
  else if (command === 'check') {
    const problems = check()
    for (const problem of problems) console.error(problem)
    process.exitCode = problems.length > 0 ? 1 : 0
  } else {
    console.error('Usage: node scripts/wasm.mjs build [NAME ...] | check')
    process.exitCode = 2
  }
}
