import type { Problem } from '../../../shared/domain.ts'
import type { Ended } from '../runtimes/run-to-end.ts'

const suspicious = 'Nothing of it was run. It may be built to overload tools; ask whoever made it.'

export function weldTooSlow(ms: number): Problem {
  return {
    code: 'bad-request',
    message: `Putting guards before it took longer than ${ms / 1000} s and was stopped.`,
    hint: suspicious,
  }
}

/** Why weld failed: its own words, or how it ended. */
export function weldProblem({ code, signal, stderr }: Ended): Problem {
  const own = code === 1 ? refusalIn(stderr) : undefined
  if (own) return { code: 'bad-request', ...own }
  if (/memory allocation of \d+ bytes failed|Cannot allocate memory|mmap failed/.test(stderr) || signal === 'SIGKILL')
    return {
      code: 'bad-request',
      message: 'Putting guards before it used too much memory and was stopped.',
      hint: suspicious,
    }
  return {
    code: 'unavailable',
    message: `Putting guards before it failed (${signal ?? `exit code ${code}`}).`,
    hint: stderr.trimEnd().split('\n').at(-1)?.slice(0, 300) || 'weld said nothing.',
  }
}

/** What weld itself said, with exit code 1: one line of JSON, the last one. */
export function refusalIn(stderr: string): { message: string; hint: string } | undefined {
  try {
    const { message, hint } = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>
    return typeof message === 'string' && typeof hint === 'string' ? { message, hint } : undefined
  } catch {
    return undefined
  }
}
