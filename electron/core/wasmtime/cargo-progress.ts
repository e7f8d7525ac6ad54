/** How far cargo is, as far as it said. `total` counts what it has to compile. */
export interface CargoProgress {
  done: number
  total: number | null
  detail: string
}

/** Reads cargo's progress bar (`Building [==> ] 12/345: cc, syn`) and its lines; bars are separated by carriage returns. */
export class CargoProgressReader {
  #rest = ''
  #progress: CargoProgress = { done: 0, total: null, detail: 'Asking crates.io' }

  /** The progress after this piece of output. */
  read(text: string): CargoProgress {
    const parts = (this.#rest + text).split(/[\r\n]/)
    // A bar without an end may never get one.
    this.#rest = (parts.pop() ?? '').slice(-4096)
    for (const part of parts) this.#progress = step(this.#progress, part.trim())
    return this.#progress
  }
}

function step(before: CargoProgress, line: string): CargoProgress {
  const bar = /^Building \[[=> ]*\] (\d+)\/(\d+)(?:: (.+))?/.exec(line)
  if (bar) {
    const [, done, total, names] = bar
    const detail = names ? `Compiling ${names.replaceAll(/\((?:build|bin|lib)\)|\.{3}$/g, '').trim()}` : before.detail
    return { done: Number(done), total: Number(total), detail }
  }
  if (/^Downloading \d+ crates?/.test(line)) return { ...before, detail: line }
  if (/^Blocking waiting for file lock/.test(line)) return { ...before, detail: 'Waiting for another cargo' }
  if (/^Installing \S*[/\\]/.test(line)) return { ...before, detail: 'Installing' }
  return before
}

/** The most telling line of a build that failed. */
export function failureLine(output: string): string | undefined {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim())
  // The first error is the cause, except for the sentence that sums up.
  const errors = lines.filter((line) => /^error(\[E\d+\])?: /.test(line))
  const cause = errors.find((line) => !/^error: (failed to compile|could not compile)/.test(line)) ?? errors[0]
  return cause?.replace(/^error(\[E\d+\])?: /, '').slice(0, 300)
}
