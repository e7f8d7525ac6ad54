import { Command, CommanderError } from 'commander'
import { appFiles } from '../app-files.ts'
import { placesOf } from './belljar.ts'
import { addApproveCommand } from './approve-command.ts'
import { addBridgeCommand } from './bridge-command.ts'
import { addCallCommand } from './call-command.ts'
import { addConfigCommand } from './config-command.ts'
import { addDenialCommands } from './denial-commands.ts'
import { addExportCommand } from './export-command.ts'
import { sayFailure, UsageError } from './failure.ts'
import { addGrantCommands } from './grant-commands.ts'
import type { Common } from './group.ts'
import { addInstallCommands } from './install-commands.ts'
import { addLimitCommand } from './limit-command.ts'
import { addQuitCommand } from './quit-command.ts'
import { addHealthCommand } from './health-command.ts'
import { addRecordCommands } from './record-commands.ts'
import { addTrapCommands } from './trap-commands.ts'
import { addSecretCommands } from './secret-commands.ts'
import { addServeCommand } from './serve-command.ts'
import { addServerCommands } from './server-commands.ts'
import { addSettingsCommand } from './settings-command.ts'
import type { Terminal } from './terminal.ts'
import { addToolCommands } from './tool-commands.ts'

/** Runs one command and returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  const program = makeProgram(terminal)
  try {
    if (words.length === 0) throw new UsageError('What should belljar do? No command was given.')
    await program.parseAsync(words, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    // Commander has said it.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return sayFailure(terminal, error, placesOf(program.opts<Common>().home).home)
  }
}

function makeProgram(terminal: Terminal): Command {
  const program = new Command('belljar')
    .description('Runs WebAssembly MCP servers, each in a sandbox that starts with nothing.')
    .version(appFiles().version)
    .option('--json', 'print JSON')
    .option('--home <dir>', 'the data directory (else BELLJAR_HOME, else the usual place)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(sentence(text)),
    })
    .showHelpAfterError('belljar --help lists what it takes.')
    .exitOverride()
  const group = { program, terminal }
  addServeCommand(group)
  addBridgeCommand(group)
  addServerCommands(group)
  addInstallCommands(group)
  addGrantCommands(group)
  addLimitCommand(group)
  addSecretCommands(group)
  addApproveCommand(group)
  addExportCommand(group)
  addCallCommand(group)
  addToolCommands(group)
  addRecordCommands(group)
  addHealthCommand(group)
  addTrapCommands(group)
  addDenialCommands(group)
  addConfigCommand(group)
  addSettingsCommand(group)
  addQuitCommand(group)
  return program
}

/** "error: unknown option '--x'" as a sentence like all others. */
export function sentence(text: string): string {
  const words = text.replace(/^error: /, '').trim()
  const whole = words.charAt(0).toUpperCase() + words.slice(1)
  return `${/[.?!)]$/.test(whole) ? whole : `${whole}.`}\n`
}
