/** Reads how many tests passed, failed and were skipped out of what each kind of runner leaves. */
import { readFile } from 'node:fs/promises'

/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[], failures: string[], flaky: string[], why: string[] }} Counts: `flaky` passed at the second try, `why` says more about failures, where it is known */

/** @returns {Counts} */
export function nothing() {
  return { passed: 0, failed: 0, skipped: [], failures: [], flaky: [], why: [] }
}

/** @returns {Counts} */
export function failed(sentence) {
  return { ...nothing(), failed: 1, failures: [sentence] }
}

/** @returns {Counts} */
export function skipped(name, reason) {
  return { ...nothing(), skipped: [{ name, reason }] }
}

/** @returns {Counts} a stage that ended badly while all its tests passed has failed all the same */
export function settled(counts, { code, late }, stage) {
  if (late) return withFailure(counts, `${stage} did not end in time and was ended.`)
  if (code !== 0 && counts.failed === 0) return withFailure(counts, `${stage} ended with code ${code}.`)
  return counts
}

function withFailure(counts, sentence) {
  return { ...counts, failed: counts.failed + 1, failures: [...counts.failures, sentence] }
}

/** What vitest-reporter.mjs wrote. */
export async function vitestCounts(file) {
  return (await readJson(file)) ?? nothing()
}

export async function playwrightCounts(file) {
  const report = await readJson(file)
  if (!report) return nothing()
  const counts = nothing()
  const visit = (suite, above) => {
    for (const inner of suite.suites ?? []) visit(inner, [...above, inner.title])
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests) {
        const name = [...above, spec.title].join(' > ')
        if (test.status === 'skipped') counts.skipped.push({ name, reason: reasonOf(test) })
        else if (test.status === 'unexpected') {
          counts.failed += 1
          counts.failures.push(name)
          counts.why.push(whyOf(name, test))
        } else {
          counts.passed += 1
          if (test.status === 'flaky') {
            counts.flaky.push(name)
            counts.why.push(whyOf(name, test))
          }
        }
      }
  }
  for (const suite of report.suites) visit(suite, [suite.title])
  for (const error of report.errors ?? []) {
    counts.failed += 1
    counts.failures.push(String(error.message).split('\n')[0])
  }
  return counts
}

function whyOf(name, test) {
  const error = test.results.find((result) => result.error)?.error
  const said = String(error?.message ?? 'no message').replaceAll(/\u001b\[[0-9;]*m/g, '')
  const place = error?.location ? [`at ${error.location.file}:${error.location.line}`] : []
  return [name, ...said.split('\n').slice(0, 20), ...place].join('\n  ').slice(0, 3000)
}

function reasonOf(test) {
  return test.annotations?.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? 'no reason given'
}

/** One line for each test program: `test result: ok. 3 passed; 0 failed; 1 ignored; ...` */
export function cargoCounts(output) {
  const counts = nothing()
  for (const [, passed, wrong] of output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed;/gm)) {
    counts.passed += Number(passed)
    counts.failed += Number(wrong)
  }
  for (const [, name, , why] of output.matchAll(/^test (.+) \.\.\. ignored(, (.+))?$/gm))
    counts.skipped.push({ name, reason: why ?? 'ignored in its source' })
  for (const [, name] of output.matchAll(/^test (.+) \.\.\. FAILED$/gm)) counts.failures.push(name)
  return counts
}

async function readJson(file) {
  return readFile(file, 'utf8').then(JSON.parse, () => undefined)
}
