import { ProblemError } from '../shared/rpc.ts'
import { appFiles } from './app-files.ts'
import { runServe } from './serve-run.ts'

try {
  await runServe(process.argv.slice(2), appFiles())
} catch (error) {
  if (!(error instanceof ProblemError)) throw error
  console.error([error.problem.message, error.problem.hint].filter(Boolean).join('\n'))
  process.exitCode = error.problem.code === 'bad-request' ? 2 : 1
}
