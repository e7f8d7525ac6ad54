import { describe, expect, it } from 'vitest'
import { CargoProgressReader, failureLine } from './cargo-progress.ts'

// As cargo 1.95 prints it with CARGO_TERM_PROGRESS_WHEN=always, bars separated by carriage returns.
const start = '    Updating crates.io index\n Downloading 24 crates            \r Downloading 3 crates     \r'
const bars = [
  '   Compiling proc-macro2 v1.0.101\n    Building [                      ] 0/400: proc-macro2(build), libc(bu...\r',
  '    Building [===>                  ] 13/400: syn, serde_core(build)\r',
  '    Building [=====================>] 397/400: wasmtime-cli, wasmtime-internal-debugger\r',
]

describe('CargoProgressReader', () => {
  it('follows the bar, whatever the pieces are that it comes in', () => {
    const reader = new CargoProgressReader()
    expect(reader.read('')).toEqual({ done: 0, total: null, detail: 'Asking crates.io' })
    expect(reader.read(start).detail).toBe('Downloading 3 crates')
    const [first = '', second = '', third = ''] = bars
    expect(reader.read(first)).toEqual({ done: 0, total: 400, detail: 'Compiling proc-macro2, libc(bu' })
    for (const character of second) reader.read(character)
    expect(reader.read('')).toEqual({ done: 13, total: 400, detail: 'Compiling syn, serde_core' })
    expect(reader.read(third).done).toBe(397)
    expect(reader.read('  Installing /tmp/x/bin/wasmtime\n').detail).toBe('Installing')
  })

  it('keeps only the end of a line that never ends', () => {
    const reader = new CargoProgressReader()
    for (let i = 0; i < 1000; i++) reader.read('x'.repeat(10_000))
    expect(reader.read('\n    Building [=>  ] 2/3\r')).toMatchObject({ done: 2, total: 3 })
  })
})

describe('failureLine', () => {
  it('gives the cause, not the sum', () => {
    const output =
      '   Compiling cc v1.0\nerror: linker `cc` not found\n  |\nerror: could not compile `libc` (build script) due to 1 previous error\nerror: failed to compile `wasmtime-cli v48.0.3`'
    expect(failureLine(output)).toBe('linker `cc` not found')
    expect(failureLine('error: failed to compile `wasmtime-cli`\n')).toBe('failed to compile `wasmtime-cli`')
    expect(failureLine('Killed')).toBeUndefined()
  })
})
