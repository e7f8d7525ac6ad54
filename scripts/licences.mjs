/**
 * Writes `resources/licences.json`: the software that Belljar is made of or ships, with its licences. Run it after dependencies have
 * changed (`npm run licences`); it reads node_modules and cargo's sources and fetches nothing (`cargo fetch` beside a Cargo.lock brings
 * what is missing). Crates whose source is not on this computer keep what was known of them.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const file = path.join(root, 'resources', 'licences.json')
const cargoLocks = ['electron/bridge-native', 'wasm/guards', 'wasm/weld', 'wasm/servers']
/** Comes with the desktop app, though npm installs it for development. */
const shipped = ['electron']

/** @typedef {{ name: string, version: string, licence: string, text: string }} Software */

/** What npm installs for production, from the lock file. @returns {{ name: string, version: string, folder: string, from: string, licence?: string }[]} */
export function npmPackages() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages).flatMap(([folder, entry]) => {
    const name = folder.split('node_modules/').at(-1) ?? ''
    if (folder === '' || (entry.dev && !shipped.includes(name)) || entry.devOptional) return []
    return [{ name, version: entry.version, folder, from: 'npm', licence: entry.license }]
  })
}

/** What the crates that are ours are built from. */
export function crates() {
  const found = new Map()
  for (const folder of cargoLocks) {
    const text = readFileSync(path.join(root, folder, 'Cargo.lock'), 'utf8')
    for (const block of text.split('[[package]]').slice(1)) {
      const value = (key) => new RegExp(`^${key} = "(.*)"$`, 'm').exec(block)?.[1]
      // Without a source it is our own.
      if (value('source')) found.set(`${value('name')} ${value('version')}`, [value('name'), value('version')])
    }
  }
  return [...found.values()].map(([name, version]) => ({ name, version, from: 'cargo' }))
}

const crateSources = () => {
  const registry = path.join(process.env['CARGO_HOME'] ?? path.join(homedir(), '.cargo'), 'registry', 'src')
  return existsSync(registry) ? readdirSync(registry).map((one) => path.join(registry, one)) : []
}

/** @returns {Software | undefined} */
function readCrate({ name, version }) {
  const folder = crateSources()
    .map((source) => path.join(source, `${name}-${version}`))
    .find((one) => existsSync(one))
  if (!folder) return undefined
  const toml = readFileSync(path.join(folder, 'Cargo.toml'), 'utf8')
  const licence = (/^license = "(.*)"$/m.exec(toml)?.[1] ?? 'see the text').replaceAll('/', ' OR ')
  const authors = /^authors = \[([^\]]*)\]/m.exec(toml)?.[1]?.replaceAll('"', '').replaceAll(/\s+/g, ' ').trim()
  const repository = /^repository = "(.*)"$/m.exec(toml)?.[1]
  return { name, version, licence, text: textIn(folder, licence) || said({ name, author: authors, repository }) }
}

/** @returns {Software | undefined} */
function readNpm({ name, version, folder, licence }, all) {
  const place = path.join(root, folder)
  // Native parts of a package for other systems are not here; their licence is that of the package.
  const whole = all.find((one) => one.name !== name && name.startsWith(`${one.name}-`))
  if (!existsSync(place)) return whole && { ...readNpm(whole, all), name, version }
  const declared = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'))
  const spdx = typeof declared.license === 'string' ? declared.license : (licence ?? 'see the text')
  const text = textIn(place, spdx) || (whole ? textIn(path.join(root, whole.folder), spdx) : '')
  return { name, version, licence: spdx, text: text || said(declared) }
}

function said({ name, author, homepage, repository }) {
  const who = typeof author === 'string' ? author : author?.name
  const where = homepage ?? (typeof repository === 'string' ? repository : repository?.url)
  return [`${name} brings no text of its licence along.`, who && `By ${who}.`, where].filter(Boolean).join('\n')
}

/** Where one may choose, the shortest of the usual texts; else all that lie there. */
function textIn(folder, licence) {
  const names = readdirSync(folder)
    .filter((one) => /^(licen[cs]e|copying|unlicense|notice)/i.test(one) && !/\.(js|ts|json|html?)$/i.test(one))
    .sort()
  const files = names.filter((one) => /^(?!notice)/i.test(one))
  const choice = / OR /.test(licence)
  const mit = choice && files.find((one) => /mit/i.test(one))
  const chosen = mit ? [mit] : [...files, ...names.filter((one) => /^notice/i.test(one))]
  return chosen
    .map((one) => path.join(folder, one))
    .flatMap((one) => {
      try {
        return [readFileSync(one, 'utf8').replaceAll('\r\n', '\n').trim()]
      } catch {
        return [] // a folder of licences
      }
    })
    .join('\n\n---\n\n')
}

/** As it is kept now, by name and version. @returns {Map<string, Software>} */
export function kept() {
  if (!existsSync(file)) return new Map()
  const { texts, software } = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(software.map((one) => [`${one.name} ${one.version}`, { ...one, text: texts[one.text] }]))
}

/** Wasmtime is fetched or built on the person's computer; the text is that of its crates. */
function wasmtime() {
  const pins = readFileSync(path.join(root, 'electron/core/wasmtime/pins.ts'), 'utf8')
  return { name: 'wasmtime', version: /'(48\.\d+\.\d+)'/.exec(pins)?.[1] ?? '48', from: 'cargo' }
}

function write() {
  const before = kept()
  const npm = npmPackages()
  const missing = []
  const list = [...npm, ...crates(), wasmtime()].flatMap((one) => {
    const found = (one.from === 'npm' ? readNpm(one, npm) : readCrate(one)) ?? before.get(`${one.name} ${one.version}`)
    if (!found) missing.push(`${one.name} ${one.version}`)
    return found ? [found] : []
  })
  const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const us = readFileSync(path.join(root, 'LICENSE'), 'utf8').trim()
  list.push({ name: 'Belljar', version: own.version, licence: own.license, text: us })
  const sorted = [...new Map(list.map((one) => [`${one.name} ${one.version}`, one])).values()].sort(
    (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.version, b.version),
  )
  const apache = sorted.find(({ name }) => name === 'wasmtime')?.text
  for (const one of sorted)
    if (/LLVM-exception/.test(one.licence) && one.text.includes('brings no text') && apache) one.text = apache
  const texts = [...new Set(sorted.map(({ text }) => text))]
  const software = sorted.map((one) => ({ ...one, text: texts.indexOf(one.text) }))
  writeFileSync(file, `${JSON.stringify({ texts, software }, null, 1)}\n`)
  console.log(`${software.length} licences, ${texts.length} texts`)
  if (missing.length > 0) console.log(`not on this computer, so not in the list: ${missing.join(', ')}`)
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) write()
