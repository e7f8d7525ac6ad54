import type { ChildProcess } from 'node:child_process'
import type { Ending, Problem } from '../../../shared/domain.ts'
import { readInPieces } from './breather.ts'
import { stdoutLines, Stderr, type Listeners } from './child-output.ts'
import { readEnding, spawnProblem } from './ending.ts'
import type { Prepared } from './launch-of.ts'
import { launchChild, signalChild, type Launcher } from './launcher.ts'

export interface ChildOptions {
  launcher: Launcher
  on: Listeners & {
    spawned(pid: number): void
    /** Told exactly once, after the last line of output. */
    ended(ending: Ending): void
  }
}

/** The pipes close with the last process that holds them; a lost grandchild must not keep an ended child alive. */
const pipesCloseMs = 1000

/** One process under the launcher, from its start to its ending. Never throws; told about nothing after `ended`. */
export class Child {
  readonly #options: ChildOptions
  #prepared: Prepared | undefined
  #process: ChildProcess | undefined
  #forced: Ending | undefined
  #started = false
  #exited = false
  #gone = false

  constructor(options: ChildOptions) {
    this.#options = options
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  get backlog(): number {
    return this.#process?.stdin?.writableLength ?? 0
  }

  /** What it was started with. */
  get prepared(): Prepared | undefined {
    return this.#prepared
  }

  /** `outputBytes`: of its longest line of stdout. */
  start(prepared: Prepared, outputBytes: number): void {
    if (this.#started) return
    this.#started = true
    this.#prepared = prepared
    const { launcher, on } = this.#options
    const { launch, channel } = prepared
    const errors = new Stderr(on, channel)
    let child: ChildProcess
    try {
      child = launchChild(launcher, launch)
    } catch (error) {
      return void setImmediate(() => this.#notStarted(error as NodeJS.ErrnoException))
    }
    this.#process = child
    child.once('error', (error) => {
      if (child.pid === undefined) this.#notStarted(error)
    })
    child.once('spawn', () => {
      if (child.pid !== undefined) on.spawned(child.pid)
    })
    // Absent when not even a pipe could be made (EMFILE).
    const { stdin, stdout, stderr } = child
    if (!stdin || !stdout || !stderr) return
    // The child may leave while we write; its ending says all there is to say.
    for (const stream of [stdin, stdout, stderr]) stream.on('error', () => undefined)
    const lines = stdoutLines(on, outputBytes)
    stdout.on('data', (chunk: Buffer) => lines.push(chunk))
    const words = readInPieces(stderr, (chunk) => errors.push(chunk))
    child.once('exit', (code, signal) => {
      // 'close' waits until everything was read, also what a pause held back.
      this.#exited = true
      stdout.resume()
      words.resume()
      const finish = () => {
        clearTimeout(late)
        lines.end()
        errors.end()
        this.#end(this.#forced ?? readEnding({ code, signal, stderr: errors.tail }))
      }
      const late = setTimeout(() => {
        stdout.destroy()
        stderr.destroy()
        finish()
      }, pipesCloseMs)
      child.once('close', finish)
    })
  }

  /** Ends it before it was started. */
  fail(problem: Problem): void {
    this.#started = true
    this.#end({ kind: 'not-started', problem })
  }

  /** Returns false when the process has ended or its stdin is closed. */
  write(line: string): boolean {
    const stdin = this.#process?.stdin
    if (this.#gone || !stdin?.writable) return false
    stdin.write(`${line}\n`)
    return true
  }

  closeStdin(): void {
    this.#process?.stdin?.end()
    this.#neverStarted()
  }

  terminate(): void {
    if (this.#process) signalChild(this.#process, 'SIGTERM')
    this.#neverStarted()
  }

  /** With a reason, that is what its ending is reported as. */
  kill(reason?: Ending): void {
    this.#forced ??= reason
    if (this.#process) signalChild(this.#process, 'SIGKILL')
    this.#neverStarted()
  }

  pause(): void {
    if (!this.#exited) this.#process?.stdout?.pause()
  }

  resume(): void {
    this.#process?.stdout?.resume()
  }

  /** It was ended before its turn to start came. */
  #neverStarted(): void {
    if (this.#started) return
    this.#started = true
    setImmediate(() => this.#end(this.#forced ?? { kind: 'exited', code: 0 }))
  }

  #notStarted(error: NodeJS.ErrnoException): void {
    this.#end({ kind: 'not-started', problem: spawnProblem(error, this.#options.launcher.command) })
  }

  #end(ending: Ending): void {
    if (this.#gone) return
    this.#gone = true
    this.#options.on.ended(ending)
  }
}
