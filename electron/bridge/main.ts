import { writeSync } from 'node:fs'
import { readArguments, usage } from './arguments.ts'
import { findHome } from './home.ts'
import { guard, launch } from './launch.ts'
import { version } from './preamble.ts'
import { Relay } from './relay.ts'
import { say } from './say.ts'

/** What the program does with its words; ends the process by itself. */
export function main(argv: string[]): void {
  process.on('uncaughtException', (error) => {
    say(`Internal problem: ${error.message}`)
    process.exit(1)
  })
  if (argv[0] === guard.word) return guard.run(Number(argv[1]))
  const words = readArguments(argv)
  switch (words.kind) {
    case 'help':
      writeSync(1, usage)
      return
    case 'version':
      writeSync(1, `belljar-bridge ${version}\n`)
      return
    case 'wrong':
      writeSync(2, `belljar-bridge: ${words.problem}\n${usage}`)
      process.exitCode = 2
      return
    case 'launch':
      return launch(words)
    case 'bridge':
      return new Relay(findHome({ given: words.home }), words.serve).start()
    default:
      words satisfies never
  }
}
