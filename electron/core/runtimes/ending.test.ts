import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEnding, spawnProblem } from './ending.ts'

const text = (name: string) => readFileSync(new URL(`./trap-texts/${name}.txt`, import.meta.url), 'utf8')
const platform = 'linux'

describe('readEnding', () => {
  it('reads a trap from exit code and text together', () => {
    expect(readEnding({ code: 134, signal: null, stderr: text('module-trap'), platform }).kind).toBe('trapped')
    expect(readEnding({ code: 3, signal: null, stderr: text('module-trap'), platform: 'win32' }).kind).toBe('trapped')
  })

  it('is not fooled by a guest that prints a trap and exits', () => {
    const forged = text('module-trap')
    for (const code of [0, 1, 3, 125])
      expect(readEnding({ code, signal: null, stderr: forged, platform })).toEqual({ kind: 'exited', code })
  })

  it('believes the last words, not those a guest printed before', () => {
    const ending = readEnding({
      code: 134,
      signal: null,
      stderr: text('module-divide') + text('module-trap'),
      platform,
    })
    expect(ending).toMatchObject({ kind: 'trapped', trap: { code: 'unreachable', frames: expect.any(Array) } })
    if (ending.kind === 'trapped') expect(ending.trap.frames[0]?.func).toContain('inner_fault')
  })

  it.each([
    ['wat-too-much-memory', 'The server needs more memory than its limit allows.'],
    ['wat-unknown-import', 'The server needs something that Belljar does not provide: `env::x` has not been defined.'],
  ])('says why %s was not started', (name, message) => {
    expect(readEnding({ code: 1, signal: null, stderr: text(name), platform })).toMatchObject({
      kind: 'not-started',
      problem: { message, hint: expect.any(String) },
    })
  })

  it('takes a fault that wasmtime itself found for a trap, though its code is 1', () => {
    const stderr = text('component-bad-handle')
    expect(readEnding({ code: 1, signal: null, stderr, platform })).toMatchObject({
      kind: 'trapped',
      trap: { code: 'bad-value', message: 'unknown handle index 5' },
    })
    expect(readEnding({ code: 3, signal: null, stderr, platform })).toEqual({ kind: 'exited', code: 3 })
  })

  it('takes a core dump that wasmtime failed to write for the end of a trap', () => {
    const stderr =
      "\nthread 'main' (7) panicked at /x/wasmtime-48.0.3/src/runtime/coredump.rs:287:54:\nno entry found for key\n"
    expect(readEnding({ code: 101, signal: null, stderr, platform })).toMatchObject({ kind: 'trapped' })
    expect(readEnding({ code: 101, signal: null, stderr: '', platform })).toEqual({ kind: 'exited', code: 101 })
  })

  it('keeps exits and signals apart', () => {
    expect(readEnding({ code: 3, signal: null, stderr: '', platform })).toEqual({ kind: 'exited', code: 3 })
    expect(readEnding({ code: 1, signal: null, stderr: text('wat-exit-200'), platform })).toEqual({
      kind: 'exited',
      code: 1,
    })
    expect(readEnding({ code: null, signal: 'SIGKILL', stderr: text('module-trap'), platform })).toEqual({
      kind: 'signalled',
      signal: 'SIGKILL',
    })
  })

  it('says that the runtime is missing', () => {
    const stderr = 'belljar-bridge: cannot run /x/wasmtime: No such file or directory\n'
    expect(readEnding({ code: 127, signal: null, stderr, platform })).toMatchObject({
      kind: 'not-started',
      problem: { message: expect.stringContaining('cannot run /x/wasmtime') },
    })
  })
})

it('turns every error of a spawn into a sentence with a hint', () => {
  for (const code of ['ENOENT', 'EACCES', 'EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'E2BIG']) {
    const problem = spawnProblem(Object.assign(new Error(`spawn x ${code}`), { code }), '/bin/x')
    expect(problem.message).toMatch(/^[A-Z/].*\.$/)
    expect(problem.hint).toBeTruthy()
  }
})
