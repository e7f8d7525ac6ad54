/** Writes what vitest's own JSON report leaves out too: why a test was skipped. Vitest takes it as a default export. */
import { writeFileSync } from 'node:fs'
import { nothing } from './counts.mjs'

export default class CountsReporter {
  onTestRunEnd(modules, unhandled) {
    const counts = nothing()
    const fail = (name, errors = []) => {
      counts.failed += 1
      counts.failures.push(name)
      counts.why.push(...errors.map(({ message, stack }) => whyOf(name, message, stack)))
    }
    for (const module of modules) {
      const failedBefore = counts.failed
      for (const test of module.children.allTests()) {
        const { state, note, errors = [] } = test.result()
        if (state === 'passed') {
          counts.passed += 1
          if (test.diagnostic()?.flaky) {
            counts.flaky.push(test.fullName)
            counts.why.push(...errors.map(({ message, stack }) => whyOf(test.fullName, message, stack)))
          }
        } else if (state === 'failed') fail(test.fullName, errors)
        else counts.skipped.push({ name: test.fullName, reason: note ?? 'its condition does not hold here' })
      }
      if (module.state() === 'failed' && counts.failed === failedBefore) fail(`${module.relativeModuleId} as a whole`)
    }
    for (const error of unhandled) fail(`an error outside any test: ${String(error.message).split('\n')[0]}`)
    writeFileSync(process.env.BELLJAR_TEST_COUNTS, JSON.stringify(counts))
  }
}

/** Enough to know what to look at: what was expected, and the line of the test. */
function whyOf(name, message = '', stack = '') {
  const places = String(stack)
    .split('\n')
    .filter((line) => /^\s+at .*\.test\.ts/.test(line))
  return [name, ...String(message).split('\n').slice(0, 20), ...places.slice(0, 3)].join('\n  ').slice(0, 3000)
}
