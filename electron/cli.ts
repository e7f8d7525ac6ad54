import { placesOf } from './cli/belljar.ts'
import { sayFailure } from './cli/failure.ts'
import { runCli } from './cli/run.ts'
import { processTerminal } from './cli/terminal.ts'

const terminal = processTerminal()
const broken = (error: unknown) => process.exit(sayFailure(terminal, error, placesOf(undefined).home))
process.on('uncaughtException', broken)
process.on('unhandledRejection', broken)

const code = await runCli(process.argv.slice(2), terminal)
// What was written must have left before the process ends; a reader that is gone takes nothing any more.
process.stdout.write('', () => process.exit(code))
