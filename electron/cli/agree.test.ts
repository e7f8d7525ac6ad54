import { expect, test } from 'vitest'
import type { Inspection } from '../../shared/domain.ts'
import { Failed } from './failure.ts'
import { agree } from './install-commands.ts'

const inspection: Inspection = {
  hash: 'ab'.repeat(32),
  size: 794_123,
  suggestedName: 'clock',
  kind: 'stdio',
  reason: 'It is a WASI 0.2 program.',
  format: 'component',
  imports: Array.from({ length: 10 }, (_, i) => `wasi:x/y${i}\u001b[2J`),
  exports: ['wasi:cli/run@0.2.0'],
  needs: { directories: [], hosts: [], environment: [], config: [] },
}

async function asked(answer: string | undefined): Promise<{ said: string; error: unknown }> {
  let said = ''
  const terminal = {
    err: (text: string) => void (said += text),
    ask: answer === undefined ? undefined : async (question: string) => ((said += question), answer),
    columns: undefined,
  }
  const error = await agree(terminal, inspection, 'clock').catch((error: unknown) => error)
  return { said, error }
}

test('what will be installed is said before anybody is asked', async () => {
  const { said } = await asked('y')
  expect(said).toMatch(/^Name +clock\nWhat +It is a WASI 0\.2 program\.\nFormat +component, 794 KB\n/)
  expect(said).toMatch(/^Imports +wasi:x\/y0.* and 2 more$/m)
  expect(said).toMatch(/^Granted +nothing: no files, no network, no environment\nInstall it\? \[y\/N\] $/m)
  expect(said).not.toContain('\u001b')
})

test.each(['y', 'Y', 'yes', ' yes '])('%j is a yes', async (answer) => {
  expect((await asked(answer)).error).toBeUndefined()
})

test.each(['', 'n', 'no', 'yeah', 'y n'])('%j is none', async (answer) => {
  const { said, error } = await asked(answer)
  expect(error).toBeInstanceOf(Failed)
  expect(said).toMatch(/Nothing was installed\.\n$/)
})

test('nobody there is none either', async () => {
  expect((await asked(undefined)).error).toMatchObject({ problem: { message: expect.stringMatching(/Nobody/) } })
})
