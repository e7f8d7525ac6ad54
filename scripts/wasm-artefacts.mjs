/** What is built from `wasm/` and kept in the repository. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The guards whose crate is there, in the order in which they are built. */
const guards = ['environment', 'filesystem', 'http', 'sockets', 'keyvalue', 'config']
  .filter((name) => existsSync(path.join(root, 'wasm/guards', name, 'Cargo.toml')))
  .map(guard)

/** One workspace each. `limit` is in bytes. */
export const workspaces = [
  {
    folder: 'wasm/servers',
    kept: 'resources/servers',
    lock: 'servers.lock.json',
    artefacts: [
      server('data-aggregate', 414_000),
      server('fetch', 1_451_000, 'http-client'),
      server('filesystem', 444_000),
      server('git', 1_450_000),
      server('image-resize', 1_144_000),
      server('log-parser', 1_259_000),
      server('sequential-thinking', 296_000),
      server('summarize', 336_000, 'http-client'),
      server('time', 1_258_000),
    ],
  },
  {
    folder: 'wasm/fixtures',
    kept: 'wasm/fixtures/built',
    lock: 'fixtures.lock.json',
    artefacts: [
      fixture('fixture-server', 'server'),
      fixture('chatty', 'server'),
      fixture('slow-start', 'server'),
      fixture('fixture-modern', 'modern'),
      { ...fixture('fixture-server', 'server'), name: 'fixture-server-p1', target: 'wasm32-wasip1' },
      fixture('hostile', 'hostile'),
      { ...fixture('hostile', 'hostile'), name: 'hostile-p1', target: 'wasm32-wasip1' },
      fixture('probe', 'probe'),
      fixture('keeper', 'keeper'),
      fixture('flooding', 'flooding'),
    ],
  },
  { folder: 'wasm/guards', kept: 'resources/guards', lock: 'guards.lock.json', artefacts: guards },
  {
    folder: 'wasm/weld',
    kept: 'resources/guards',
    lock: 'weld.lock.json',
    artefacts: [{ name: 'weld', bin: 'weld', target: 'wasm32-wasip2', sources: weldSources(), limit: 2_900_000 }],
  },
]

/**
 * @typedef {object} Artefact
 * @property {string} name
 * @property {string} [bin] the program; a library without it
 * @property {string} [package] only this one's features count; without it those of the whole workspace
 * @property {string} target
 * @property {string[]} sources files and folders in the workspace's folder
 * @property {number} limit
 * @property {boolean} [catalog]
 */

/** @returns {Artefact} */
function server(name, limit, ...shared) {
  const sources = ['mcp-tools', 'mcp-stdio', ...shared, name]
  return { name, bin: name, package: name, target: 'wasm32-wasip2', sources, limit, catalog: true }
}

/** @returns {Artefact} */
function fixture(name, crate) {
  return { name, bin: name, target: 'wasm32-wasip2', sources: [crate], limit: 400_000 }
}

/** Of the interfaces in the guards' folder it holds these. */
function weldSources() {
  const packages = ['cli', 'clocks', 'filesystem', 'http', 'io', 'random', 'sockets'].map((name) => `deps/${name}`)
  return ['src', ...['policy', ...packages].map((name) => `../guards/wit/${name}.wit`)]
}

/** A core module with its component type inside; weld makes a component of it. @returns {Artefact} */
function guard(name) {
  const sources = [name, 'outside', 'rules', 'link.rs', 'wit']
  return { name, target: 'wasm32-unknown-unknown', sources, limit: 120_000 }
}
