import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { writeAtomic } from './home/write-atomic.ts'

/** The program of a thread: built beside the program that runs, or built now when the sources run (tests). */
export async function workerFile(name: 'records-worker' | 'keychain-worker' | 'check-worker'): Promise<URL> {
  const here = import.meta.url
  if (!here.endsWith('.ts')) return new URL(`./${name}.js`, here)
  return builtNow(here, name)
}

/** Node 20 cannot start a thread from TypeScript. */
async function builtNow(here: string, program: string): Promise<URL> {
  // Not a literal: the bundler must not follow it, a packaged app has no esbuild.
  const bundler = 'esbuild'
  const { build } = (await import(/* @vite-ignore */ bundler)) as typeof import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${program}.ts`, here))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    write: false,
    logLevel: 'error',
  })
  const text = outputFiles[0]?.text ?? ''
  const name = `${program}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`
  // Inside node_modules, where it finds the packages.
  const folder = new URL('../../node_modules/.cache/belljar/', here)
  const file = new URL(name, folder)
  if (existsSync(file)) return file
  await mkdir(folder, { recursive: true })
  await writeAtomic(fileURLToPath(file), text)
  return file
}
