import type { Problem } from '../../../shared/domain.ts'
import { lastCause } from '../runtimes/trap.ts'
import type { Ended } from '../runtimes/run-to-end.ts'

const suspicious = 'Nothing of it was run. It may be built to overload compilers; ask whoever made it.'

export function tooSlow(ms: number): Problem {
  return {
    code: 'bad-request',
    message: `Compiling it took longer than ${ms / 1000} s and was stopped.`,
    hint: suspicious,
  }
}

/** Why `wasmtime compile` failed, in one sentence. */
export function compileProblem({ code, signal, stderr }: Ended): Problem {
  if (/memory allocation of \d+ bytes failed|Cannot allocate memory|mmap failed/.test(stderr) || signal === 'SIGKILL')
    return { code: 'bad-request', message: 'Compiling it used too much memory and was stopped.', hint: suspicious }
  const error = stderr.slice(Math.max(0, stderr.lastIndexOf('Error: ')))
  if (/No space left|os error 28/.test(error))
    return {
      code: 'unavailable',
      message: 'The disk is full, so the compiled server could not be kept.',
      hint: 'Free some space and try again.',
    }
  if (error.startsWith('Error: failed to write output'))
    return {
      code: 'unavailable',
      message: `The compiled server could not be kept: ${reason(error)}.`,
      hint: "Check Belljar's cache folder.",
    }
  if (code === 1 && error.startsWith('Error: '))
    return {
      code: 'bad-request',
      message: `It is not valid WebAssembly: ${reason(error)}.`,
      hint: 'Build or download it again; it may be damaged or use a feature that wasmtime does not have.',
    }
  return {
    code: 'unavailable',
    message: `Compiling it failed (${signal ?? `exit code ${code}`}).`,
    hint: stderr.trimEnd().split('\n').at(-1)?.slice(0, 300) || 'wasmtime said nothing.',
  }
}

function reason(error: string): string {
  const cause = error.includes('Caused by:') ? lastCause(error) : undefined
  const first = error.slice('Error: '.length).split('\n')[0] ?? ''
  return (cause ?? first).replace(/\.$/, '').slice(0, 300)
}
