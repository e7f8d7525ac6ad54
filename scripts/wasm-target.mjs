/**
 * Where cargo keeps what it builds from `wasm/`: outside the checkout, so that a fresh clone does not build every crate again.
 */
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cacheFolder } from './cache-folder.mjs'
import { root } from './wasm-artefacts.mjs'

let parent

/** @param {string} name of the workspace's folder @param {(program: string, args: string[], options?: object) => string} runCargo */
export function targetFolder(name, runCargo) {
  parent ??= [path.join(cacheFolder(), 'wasm-target'), inTemporary()].find((place) => sees(place, runCargo))
  if (!parent)
    throw new Error('cargo sees neither the cache folder nor the temporary one. Name another in BELLJAR_CACHE.')
  const folder = path.join(parent, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/**
 * Cargo judges a workspace's own crates by the times of their files: those of another checkout may be older than what was built from
 * the last one, and not the same. Call it before a build.
 */
export function forgetOtherCheckout(folder, workspace, runCargo) {
  const note = path.join(folder, 'belljar-checkout')
  if (existsSync(note) && readFileSync(note, 'utf8') === root) return
  rmSync(note, { force: true })
  const options = { cwd: path.join(root, workspace.folder), quiet: true }
  const metadata = JSON.parse(
    runCargo('cargo', ['metadata', '--locked', '--no-deps', '--format-version', '1'], options),
  )
  const own = metadata.packages.flatMap(({ name }) => ['--package', name])
  for (const target of new Set(workspace.artefacts.map((artefact) => artefact.target)))
    runCargo('cargo', ['clean', '--locked', '--release', '--target', target, '--target-dir', folder, ...own], options)
  writeFileSync(note, root)
}

/** A wrapper of cargo may run it where not every folder is: what it writes must be seen here. */
function sees(place, runCargo) {
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const folder = mkdtempSync(path.join(place, 'look-'))
  try {
    const file = path.join(folder, 'empty.rs')
    writeFileSync(file, '')
    runCargo('rustc', ['--crate-type', 'lib', '--emit', 'dep-info', '--out-dir', folder, file], { quiet: true })
    return existsSync(path.join(folder, 'empty.d'))
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Of one person only: what lies there is linked into what people run. */
function inTemporary() {
  const place = path.join(tmpdir(), `belljar-wasm-target-${process.getuid?.() ?? 'all'}`)
  if (
    existsSync(place) &&
    process.getuid &&
    (lstatSync(place).uid !== process.getuid() || !lstatSync(place).isDirectory())
  )
    throw new Error(`${place} belongs to somebody else. Remove it, or name a folder in BELLJAR_CACHE.`)
  return place
}
