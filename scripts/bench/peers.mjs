import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** The Python that the tests compare with, kept in the cache: `{ python }`, else `{ reason }`. @param {string} root of the checkout */
export async function preparePeers(root) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'belljar-bench-python-'))
  try {
    const outfile = path.join(folder, 'python.mjs')
    const entry = path.join(root, 'test/clients/python.ts')
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
    const { preparePython } = await import(pathToFileURL(outfile).href)
    return await preparePython(path.join(root, 'wasm/servers/test/requirements.txt'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
