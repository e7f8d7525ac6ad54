/** `npm test`: sets up what is missing, runs every stage even when one failed, and sums them in its last line. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const only = process.argv.slice(2)

/** Nothing but Node may be there yet, so every other module is loaded after this. */
async function setUp() {
  const say = (line) => console.log(`  ${line}`)
  const { installPackages, placeBridge } = await import('./setup.mjs')
  await installPackages()
  const { build } = await import('./build.mjs')
  await build({ say })
  await placeBridge()
  const { prepareWasmtime } = await import('./prepare-wasmtime.mjs')
  process.env.WASMTIME = await prepareWasmtime({ say })
}

async function main() {
  const results = []
  const timed = async (name, run) => {
    const started = Date.now()
    console.log(`\n=== ${name}`)
    const counts = await run().catch((error) => {
      console.error(error)
      return { passed: 0, failed: 1, skipped: [], failures: [`${name}: ${error.message}`] }
    })
    results.push({ name, counts, seconds: (Date.now() - started) / 1000 })
    return counts
  }

  await timed('setup', async () => {
    await setUp()
    return { passed: 0, failed: 0, skipped: [], failures: [] }
  })
  if (!existsSync(path.join(root, 'node_modules'))) return close(results)

  const { cacheFolder } = await import('./cache-folder.mjs')
  const { stages } = await import('./test/stages.mjs')
  const { endAll } = await import('./test/command.mjs')
  const { markRun, endMarked } = await import('./test/left-over.mjs')
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      endAll()
      endMarked()
      process.exit(130)
    })
  markRun()
  for (const { name, run } of await stages({ root, cache: cacheFolder() })) {
    if (only.length > 0 && !only.includes(name)) continue
    await timed(name, run)
    for (const line of endMarked()) console.log(`  left running by ${name}, ended: ${line}`)
  }
  return close(results)
}

/** @returns {number} the exit code */
function close(results) {
  console.log('\n=== summary')
  for (const { name, counts, seconds } of results) {
    const { passed, failed, skipped } = counts
    console.log(
      `${name.padEnd(14)} ${seconds.toFixed(1).padStart(7)} s   ${passed} passed, ${failed} failed, ${skipped.length} skipped`,
    )
  }
  const all = results.map(({ counts }) => counts)
  for (const text of all.flatMap(({ why }) => why ?? [])) console.log(`\nWHY: ${text}`)
  for (const { name, reason } of all.flatMap(({ skipped }) => skipped)) console.log(`skipped: ${name} (${reason})`)
  for (const name of all.flatMap(({ flaky }) => flaky ?? [])) console.log(`FLAKY, passed at the second try: ${name}`)
  for (const failure of all.flatMap(({ failures }) => failures)) console.log(`FAILED: ${failure}`)
  const total = (of) => all.reduce((n, counts) => n + of(counts), 0)
  const failed = total((counts) => counts.failed)
  console.log(
    `${total((counts) => counts.passed)} passed, ${failed} failed, ${total((counts) => counts.skipped.length)} skipped`,
  )
  return failed > 0 ? 1 : 0
}

// Whatever still runs in this process must not keep it alive after its last word.
process.exit(await main())
