import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { trapKinds } from '../../../shared/trap-words.ts'
import { parseHostFault, parseTrap } from './trap.ts'

/** What wasmtime 48.0.3 wrote, byte for byte (trap-texts/). */
const text = (name: string) => readFileSync(new URL(`./trap-texts/${name}.txt`, import.meta.url), 'utf8')

const outOfBounds = 'out of bounds memory access at 0xfffffff0 in a memory of 1114112 bytes'
const table: [name: string, code: string, message: string, func: string][] = [
  ['trap', 'unreachable', 'wasm `unreachable` instruction executed', 'fixture::faults::inner_fault'],
  ['panic', 'panic', 'item 7 of 3', 'abort'],
  ['memory', 'out-of-memory', 'memory allocation of 1048576 bytes failed', 'abort'],
  ['out-of-bounds', 'memory-out-of-bounds', outOfBounds, 'fixture::faults::read_out_of_bounds'],
  ['overflow', 'stack-overflow', 'call stack exhausted', 'fixture::faults::dive_deeper'],
  ['divide', 'divide-by-zero', 'integer divide by zero', 'fixture::faults::divide_by_zero'],
]

describe('parseTrap', () => {
  for (const kind of ['component', 'module']) {
    it.each(table)(`reads the ${kind}'s %s`, (name, code, message, func) => {
      const raw = text(`${kind}-${name}`)
      const trap = parseTrap(raw)!
      expect({ code: trap.code, message: trap.message, func: trap.frames[0]?.func }).toEqual({ code, message, func })
      // Untouched from where the runtime, or the panic before it, begins to speak.
      expect(raw.endsWith(trap.raw)).toBe(true)
      expect(trap.raw).toMatch(/^(thread '|memory allocation of |Error: failed to run main module)/)
      expect(trap.frames.map((frame) => frame.index)).toEqual(trap.frames.map((_, index) => index))
      expect(trap.frames.length).toBeGreaterThanOrEqual(6)
      expect(trap.frames.at(-1)?.func).toBe(name === 'overflow' ? 'fixture::faults::dive_deeper' : '_start')
      expect(trap.frames[1]).toMatchObject({
        module: expect.stringMatching(/^fixture_server-.*\.wasm$/),
        offset: expect.any(Number),
      })
    })
  }

  it.each([
    ['integer-overflow', 'integer-overflow'],
    ['bad-conversion', 'bad-conversion'],
    ['uninitialized-element', 'uninitialized-element'],
    ['undefined-element', 'table-out-of-bounds'],
    ['type-mismatch', 'type-mismatch'],
    ['data-segment', 'memory-out-of-bounds'],
    ['null-reference', 'bad-reference'],
    ['cast-failure', 'bad-reference'],
    ['array-out-of-bounds', 'array-out-of-bounds'],
    ['unaligned-atomic', 'bad-atomic'],
    ['atomic-wait', 'bad-atomic'],
    ['allocation-too-large', 'limit'],
    ['out-of-fuel', 'out-of-fuel'],
    ['interrupt', 'interrupted'],
  ])('reads %s', (name, code) => {
    const trap = parseTrap(text(`wat-${name}`))!
    expect(trap.code).toBe(code)
    if (name !== 'data-segment')
      expect(trap.frames).toEqual([{ index: 0, offset: expect.any(Number), module: 'fx', func: 'start' }])
  })

  it.each(['too-much-memory', 'unknown-import'])('finds no trap in %s', (name) => {
    expect(parseTrap(text(`wat-${name}`))).toBeUndefined()
  })

  it.each([
    ['wat-uncaught-exception', 'exception', 'thrown Wasm exception'],
    ['wat-bad-pointer', 'bad-value', 'Pointer out of bounds: Region { start: 4294967280, len: 4 }'],
    ['component-bad-handle', 'bad-value', 'unknown handle index 5'],
    ['component-bad-discriminant', 'bad-value', 'invalid expected discriminant'],
    ['component-bad-list', 'bad-value', 'realloc return: beyond end of memory'],
  ])('reads what wasmtime itself found wrong: %s', (name, code, message) => {
    const fault = parseHostFault(text(name))!
    expect({ code: fault.code, message: fault.message }).toEqual({ code, message })
    expect(fault.frames).toEqual([expect.objectContaining({ index: 0, func: 'start' })])
  })

  it('finds nothing of that kind where the server ended itself, or was not even started', () => {
    for (const name of ['wat-exit-200', 'wat-too-much-memory', 'wat-unknown-import', 'module-trap'])
      expect(parseHostFault(text(name)), name).toBeUndefined()
  })

  it('reads a component that was entered twice', () => {
    expect(parseTrap(text('component-reentered'))?.code).toBe('bad-value')
  })

  it.each([
    ['dumped-panic', 'panic', 'item 7 of 3', 17],
    ['dumped-overflow', 'stack-overflow', 'call stack exhausted', 20],
  ])('reads the frames once where a core dump was written: %s', (name, code, message, count) => {
    const trap = parseTrap(text(name))!
    expect({ code: trap.code, message: trap.message }).toEqual({ code, message })
    expect(trap.frames.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => index))
  })

  it('has a name for every reason that wasmtime 48 can give', () => {
    for (const reason of reasons) expect([reason, nameOf(reason)]).not.toEqual([reason, 'unknown'])
  })

  it('reads file, line and column, and inlined functions, where the module has them', () => {
    const { frames, message } = parseTrap(text('dwarf-panic'))!
    expect(message).toBe('item 7 of 3')
    const item = frames.findIndex((frame) => frame.func === 'fixture::faults::item')
    expect(frames[item]?.at).toEqual({ file: '/src/server/src/faults.rs', line: 13, column: 5 })
    expect(frames.slice(item + 1, item + 4).map(({ index, func, at }) => [index, func, at?.line])).toEqual([
      [12, 'fixture::tools::call', 80],
      [12, 'fixture::handle', 45],
      [12, 'fixture::serve', 24],
    ])
  })

  it('takes a panic for the reason only when it came last', () => {
    const old = "thread 'main' (1) panicked at src/main.rs:1:1:\nold\n" + 'later line\n'.repeat(60)
    expect(parseTrap(old + text('component-trap'))?.code).toBe('unreachable')
  })

  it('joins a message of several lines', () => {
    const said =
      "thread 'main' (1) panicked at src/main.rs:1:1:\nassertion `left == right` failed\n  left: 1\n right: 2\n"
    expect(parseTrap(said + text('component-trap').replace(/^.*ready\n/, ''))?.message).toBe(
      'assertion `left == right` failed left: 1 right: 2',
    )
  })

  it('never throws, wherever a text is cut', () => {
    for (const name of readdirSync(new URL('./trap-texts/', import.meta.url))) {
      const whole = text(name.replace('.txt', ''))
      for (let length = 0; length < whole.length; length += 7) {
        parseTrap(whole.slice(0, length))
        parseTrap(whole.slice(length))
      }
    }
  })

  it('is quick with a hostile text', () => {
    const started = performance.now()
    for (const piece of ['    1: ', 'at a:1:', '0: 0x0 - !', 'wasm trap: ', ' ', 'thread panicked at '])
      parseTrap(`Error: failed to run main module\nwasm backtrace:\n${piece.repeat((64 * 1024) / piece.length)}`)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

/** All of `Trap` in wasmtime-environ 48.0.3, but that of its interpreter. */
const reasons = [
  'call stack exhausted',
  'out of bounds memory access',
  'unaligned atomic',
  'undefined element: out of bounds table access',
  'uninitialized element',
  'indirect call type mismatch',
  'integer overflow',
  'integer divide by zero',
  'invalid conversion to integer',
  'wasm `unreachable` instruction executed',
  'interrupt',
  'all fuel consumed by WebAssembly',
  'atomic wait on non-shared memory',
  'null reference',
  'out of bounds array access',
  'allocation size too large',
  'cast failure',
  'cannot enter component instance',
  'async-lifted export failed to produce a result',
  'unhandled tag',
  'continuation already consumed',
  'deadlock detected: event loop cannot make further progress',
  'cannot leave component instance',
  'cannot block a synchronous task before returning',
  'invalid `char` bit pattern',
  'should have finished string encoding',
  'code units should be equal',
  'pointer should be aligned',
  'upper bits should be unset',
  'string content out-of-bounds',
  'list content out-of-bounds',
  'invalid variant discriminant',
  'unaligned pointer',
  '`task.cancel` called by task which has not been cancelled',
  '`task.return` or `task.cancel` called more than once for current task',
  '`subtask.cancel` called after terminal status delivered',
  'invalid `task.return` signature and/or options for current task',
  'cannot drop waitable set with waiters',
  'cannot drop a subtask which has not yet resolved',
  'start function does not match expected type (currently only `(i32) -> ()` is supported)',
  'the start function index points to an uninitialized function',
  'backpressure counter overflow',
  'unsupported callback code',
  'cannot resume thread which is not suspended',
  'cannot have concurrent operations active on a future/stream',
  'reference count overflow',
  'stream read/write count too large',
  'waitable cannot be used synchronously while added to a waitable set',
  'uncaught exception propagated out of component',
]

function nameOf(reason: string): string | undefined {
  return parseTrap(`Error: failed to run main module \`x\`\n\nCaused by:\n    0: failed\n    1: wasm trap: ${reason}\n`)
    ?.code
}

it('gives no name that has no words', () => {
  for (const reason of reasons) expect(Object.keys(trapKinds)).toContain(nameOf(reason))
})
