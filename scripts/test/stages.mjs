/** All that `npm test` runs, in order. Each stage says what it counted; none depends on another. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { command } from './command.mjs'
import { cargoCounts, failed, nothing, playwrightCounts, settled, skipped, vitestCounts } from './counts.mjs'
import { findChromium, findDesktop } from './programs.mjs'

/** @returns {Promise<{ name: string, run: () => Promise<import('./counts.mjs').Counts> }[]>} */
export async function stages({ root, cache }) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'belljar-test-'))
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
  const node = (file, ...args) => [process.execPath, path.join(root, file), ...args]
  const run = (argv, options) => command(argv, { cwd: root, ...options })

  const lint = async () => {
    const checks = {
      eslint: node('node_modules/eslint/bin/eslint.js', '.'),
      prettier: node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
      ...Object.fromEntries(
        ['', '.shared', '.renderer', '.electron'].map((lens) => [
          `types (tsconfig${lens}.json)`,
          node('node_modules/typescript/bin/tsc', '-p', `tsconfig${lens}.json`),
        ]),
      ),
    }
    const all = []
    for (const pair of pairs(Object.entries(checks)))
      all.push(...(await Promise.all(pair.map(([name, argv]) => check(name, argv)))))
    return sum(all)
  }

  const check = async (name, argv) => {
    const { code, output } = await run(argv, { quiet: true })
    console.log(`  ${code === 0 ? '✓' : '✗'} ${name}`)
    if (code === 0) return { ...nothing(), passed: 1 }
    console.log(output)
    return failed(name)
  }

  const vitest = (project, limit) => async () => {
    const file = path.join(scratch, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=./scripts/test/vitest-reporter.mjs']
    const ended = await run(node('node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters), {
      env: { ...process.env, BELLJAR_TEST_COUNTS: file },
      limit,
    })
    return settled(await vitestCounts(file), ended, project)
  }

  const cargo = (name, folder) => async () => {
    if ((await run(['cargo', '--version'], { quiet: true })).code !== 0)
      return skipped(`cargo test of ${folder}`, 'there is no Rust here (https://rustup.rs)')
    const target = path.join(cache, 'test-target', name)
    const ended = await run(['cargo', 'test', '--locked', '--target-dir', target], { cwd: path.join(root, folder) })
    return settled(cargoCounts(ended.output), ended, `cargo test of ${folder}`)
  }

  const playwright = async (project, wrapper, env) => {
    const file = path.join(scratch, `${project}.json`)
    const cli = node('node_modules/@playwright/test/cli.js', 'test', `--project=${project}`, '--reporter=list,json')
    const ended = await run([...wrapper, ...cli], {
      env: { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      limit: 1_800_000,
    })
    return settled(await playwrightCounts(file), ended, `the end-to-end tests (${project})`)
  }

  const browser = async () => {
    const chromium = await findChromium()
    if (!chromium)
      return failed(
        'There is no browser for the end-to-end tests: install Chromium or Chrome, or run npx playwright install chromium.',
      )
    return playwright('browser', [], { BELLJAR_CHROMIUM: chromium })
  }

  const desktop = async () => {
    const electron = await findDesktop()
    if (electron.reason) {
      console.log(`\n  *** SKIPPED: the end-to-end tests in Electron, because ${electron.reason} ***\n`)
      return skipped('e2e desktop: every end-to-end test in Electron', electron.reason)
    }
    return playwright('desktop', electron.wrapper, { BELLJAR_ELECTRON: electron.program })
  }

  return [
    { name: 'lint', run: lint },
    { name: 'wasm:check', run: () => check('wasm:check', node('scripts/wasm.mjs', 'check')) },
    { name: 'unit', run: vitest('unit', 300_000) },
    { name: 'run', run: vitest('run', 1_500_000) },
    { name: 'cargo bridge', run: cargo('bridge', 'electron/bridge-native') },
    { name: 'cargo servers', run: cargo('servers', 'wasm/servers') },
    { name: 'cargo weld', run: cargo('weld', 'wasm/weld') },
    { name: 'cargo guards', run: cargo('guards', 'wasm/guards') },
    { name: 'e2e browser', run: browser },
    { name: 'e2e desktop', run: desktop },
  ]
}

/** @param {import('./counts.mjs').Counts[]} all */
export function sum(all) {
  return all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: [...a.skipped, ...b.skipped],
      failures: [...a.failures, ...b.failures],
      flaky: [...(a.flaky ?? []), ...(b.flaky ?? [])],
      why: [...(a.why ?? []), ...(b.why ?? [])],
    }),
    nothing(),
  )
}

function pairs(list) {
  return list.length <= 2 ? [list] : [list.slice(0, 2), ...pairs(list.slice(2))]
}
