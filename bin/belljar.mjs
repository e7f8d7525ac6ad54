#!/usr/bin/env node
/** The belljar command. In a checkout it builds first what is missing or older than its sources. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const builder = path.join(root, 'scripts', 'build.mjs')
const program = path.join(root, 'dist', 'electron', 'cli.js')

try {
  if (existsSync(builder)) {
    const { build } = await import(pathToFileURL(builder).href)
    // stdout belongs to the command.
    await build({ only: 'programs', say: (line) => console.error(line) })
  }
} catch (error) {
  if (!existsSync(program)) {
    console.error(`Belljar could not be built: ${error instanceof Error ? error.message : error}`)
    console.error('npm ci installs what it needs.')
    process.exit(1)
  }
  console.error(
    `Belljar could not be built again, so an older build runs: ${error instanceof Error ? error.message : error}`,
  )
}
await import(pathToFileURL(program).href)
