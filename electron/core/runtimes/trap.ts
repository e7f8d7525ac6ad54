import type { Trap, TrapFrame } from '../../../shared/domain.ts'

/** wasmtime 48's reasons, and a name of ours for each that does not change with them. */
const codes: readonly [RegExp, string][] = [
  [/`unreachable` instruction executed/, 'unreachable'],
  [/out of bounds memory access/, 'memory-out-of-bounds'],
  [/call stack exhausted/, 'stack-overflow'],
  [/integer divide by zero/, 'divide-by-zero'],
  [/integer overflow/, 'integer-overflow'],
  [/invalid conversion to integer/, 'bad-conversion'],
  [/uninitialized element/, 'uninitialized-element'],
  [/undefined element|out of bounds table access/, 'table-out-of-bounds'],
  [/indirect call type mismatch/, 'type-mismatch'],
  [/null reference|cast failure/, 'bad-reference'],
  [/out of bounds array access/, 'array-out-of-bounds'],
  [/unaligned atomic|atomic wait on non-shared memory/, 'bad-atomic'],
  [/all fuel consumed/, 'out-of-fuel'],
  [/^interrupt$/, 'interrupted'],
  [/thrown Wasm exception|uncaught exception|unhandled tag|continuation already consumed/, 'exception'],
  [/deadlock detected/, 'deadlock'],
  [/allocation size too large|memory limit|resource table|hostcall fuel/, 'limit'],
  // What the component model's own checks say, of values and of tasks.
  [
    /component instance|async-lifted|synchronous task|`char`|string encoding|code units|should be (?:aligned|unset)/,
    'bad-value',
  ],
  [/content out-of-bounds|variant discriminant|unaligned pointer|stream read\/write count/, 'bad-value'],
  [
    /task\.|subtask|waitable|start function|reference count|backpressure|callback code|resume thread|future\/stream/,
    'bad-value',
  ],
]

const longestMessage = 500

/** Where wasmtime's own last words begin. A guest may have printed the same words before, so the last ones count. */
export function lastWords(stderr: string): number {
  return stderr.lastIndexOf('Error: failed to run main module')
}

/** Finds the trap in what a child wrote to stderr; undefined when it does not end in one. The text alone proves nothing: see ending.ts. */
export function parseTrap(stderr: string): Trap | undefined {
  const start = lastWords(stderr)
  const own = start < 0 ? stderr : stderr.slice(start)
  const reason = /^\s*(?:\d+: )?wasm trap: (.+)$/m.exec(own)
  if (!reason && !own.includes('wasm backtrace:')) return undefined
  const why = reason?.[1]?.trim() ?? lastCause(own) ?? 'unknown trap'
  const code = codes.find(([pattern]) => pattern.test(why))?.[1] ?? 'unknown'
  const said = code === 'unreachable' ? lastPanic(start < 0 ? '' : stderr.slice(0, start)) : undefined
  return {
    code: said?.code ?? code,
    message: (said?.message ?? withAddress(own, why)).slice(0, longestMessage),
    frames: parseFrames(own),
    // What the guest printed while all was well is in its log.
    raw: stderr.slice(said ? panicStart(stderr, start) : Math.max(0, start)),
  }
}

/**
 * A fault that wasmtime reports with code 1, as it found it outside of WebAssembly's own instructions: a pointer, a value or a handle that
 * the server gave it, or an exception that nobody caught. A guest that prints these words itself only misnames its own end.
 */
export function parseHostFault(stderr: string): Trap | undefined {
  const start = lastWords(stderr)
  const own = start < 0 ? '' : stderr.slice(start)
  const why = lastCause(own)
  if (why === undefined || !own.includes('wasm backtrace:') || /^wasm trap: |invalid exit status/.test(why))
    return undefined
  const code = codes.find(([pattern]) => pattern.test(why))?.[1] ?? 'bad-value'
  return { code, message: why, frames: parseFrames(own), raw: own }
}

/** The deepest of wasmtime's numbered causes, without its number. */
export function lastCause(text: string): string | undefined {
  const causes = text.slice(text.indexOf('Caused by:')).match(/^ {4}(?:\d+: )?(?!\s)(?!.*0x[0-9a-f]+ - ).+$/gm)
  return causes
    ?.at(-1)
    ?.replace(/^ {4}(?:\d+: )?/, '')
    .trim()
    .slice(0, longestMessage)
}

function withAddress(text: string, why: string): string {
  const fault = /memory fault at wasm address (0x[0-9a-f]+) in linear memory of size (0x[0-9a-f]+)/.exec(text)
  return fault ? `${why} at ${fault[1]} in a memory of ${Number(fault[2])} bytes` : why
}

function panicStart(stderr: string, before: number): number {
  return Math.max(0, ...["\nthread '", '\nmemory allocation of '].map((words) => stderr.lastIndexOf(words, before) + 1))
}

/** Rust says why it gives up before it traps. Only words right before the end belong to it. */
function lastPanic(text: string): { code: string; message: string } | undefined {
  const lines = text.trimEnd().split('\n').slice(-40)
  const at = lines.findLastIndex((line) =>
    /^thread .*panicked at .+:\d+:\d+:$|^panicked at .+:\d+:\d+:$/.test(line.trim()),
  )
  const oom = lines.slice(-3).find((line) => /memory allocation of \d+ bytes failed/.test(line))
  if (oom !== undefined) return { code: 'out-of-memory', message: oom.trim() }
  if (at < 0) return undefined
  const rest = lines.slice(at + 1).map((line) => line.trim())
  const end = rest.findIndex((line) => line.startsWith('note: '))
  const message = rest.slice(0, end < 0 ? undefined : end).filter((line) => line !== '')
  return { code: 'panic', message: message.join(' ') || 'the server panicked' }
}

function parseFrames(text: string): TrapFrame[] {
  const frames: TrapFrame[] = []
  let inside = false
  for (const line of text.split('\n')) {
    if (!inside) {
      inside = line.includes('wasm backtrace:')
      continue
    }
    const frame = /^\s*(\d+):\s+(?:0x([0-9a-f]+) - )?(?:([^\s!]+)!)?(.+)$/.exec(line)
    if (frame) {
      const [, index = '', offset, module = '<unknown>', func = ''] = frame
      // Only the top one may lack its offset; otherwise this is the next numbered cause.
      if (offset === undefined && Number(index) > 0) break
      const place = offset === undefined ? {} : { offset: Number.parseInt(offset, 16) }
      frames.push({ index: Number(index), ...place, module, func: readable(func) })
      continue
    }
    const owner = frames.at(-1)
    const inlined = /^\s+- (.+)$/.exec(line)
    if (owner && inlined) frames.push({ index: owner.index, module: owner.module, func: readable(inlined[1] ?? '') })
    const at = /^\s+at (.+?):(\d+)(?::(\d+))?\s*$/.exec(line)
    if (owner && at) owner.at = { file: at[1] ?? '', line: Number(at[2]), column: Number(at[3] ?? 0) }
  }
  return frames
}

/** Without what Rust's compiler adds to tell equal names apart. */
function readable(func: string): string {
  return func
    .trim()
    .replace(/::h[0-9a-f]{16}$/, '')
    .replace(/\[[0-9a-f]{8,16}\]/g, '')
}
