import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { heldView } from './held-view.ts'
import { planExport, planGuards } from './plan-guards.ts'
import { runCommand } from './run-command.ts'

const folder: Grant = { kind: 'directory', hostPath: "/home/it's mine", guestPath: '/src', access: 'read' }
const secret: Grant = { kind: 'secret', secret: 's', as: 'environment', name: 'KEY' }
const host: Grant = { kind: 'host', pattern: '*.example.com', private: false }

describe('heldView', () => {
  it('tells of a module with guards, and of one without', () => {
    const server = { format: 'core module' as const, limits: defaultLimits }
    const plan = (grants: Grant[]) => planGuards({ format: 'core module', imports: [], grants })
    const code = { version: '48.0.3', madeAt: Date.UTC(2026, 0, 2, 3, 4), size: 1536 }
    const { steps } = heldView({ server, grants: [folder, secret], plan: plan([folder]), code })
    expect(steps.map(({ done, text }) => `${done ? '+' : '-'} ${text}`)).toEqual([
      '+ A WASI preview 1 module, made into a component',
      '+ Files guard spliced in front',
      '- HTTP guard not needed',
      '- Sockets guard not needed',
      '- Key-value guard not needed',
      '- Configuration guard not needed',
      '+ Variables guard spliced in front',
      '+ Validated and compiled by wasmtime 48.0.3',
      '+ Started in a process of its own',
    ])
    expect(steps.at(-2)?.detail).toBe('1.5 KB of machine code, made 2026-01-02 03:04 UTC.')
    expect(steps.at(-1)?.detail).toBe(
      'With 1 folder, no hosts, 1 variable, 256 MB of memory and 1024 handles; everything else is closed.',
    )
    const plain = heldView({ server, grants: [], plan: plan([]), waiting: 'wasmtime is not ready yet.' }).steps
    expect(plain[0]?.text).toBe('A WASI preview 1 module, used as it is')
    expect(plain.at(-2)).toEqual({ done: false, text: 'Validated and compiled', detail: 'wasmtime is not ready yet.' })
  })
})

describe('an export', () => {
  it('has every guard that holds without the host, and its list of hosts inside', () => {
    const imports = ['wasi:filesystem/types@0.2.6', 'wasi:http/outgoing-handler@0.2.6']
    const grants: Grant[] = [folder, host, secret]
    expect(planExport({ format: 'component', imports, grants })).toEqual({
      guards: ['environment', 'filesystem', 'http'],
      policy: 'read /src\negress list\nhost *.example.com\n',
    })
    expect(planExport({ format: 'core module', imports: [], grants: [] })).toEqual({
      guards: ['environment', 'filesystem'],
      policy: '',
    })
    expect(planExport({ format: 'component', imports: [], grants })).toEqual({ guards: [], policy: '' })
  })

  it('is run by a command that names folders and variables, quoted, and no value', () => {
    const value: Grant = { kind: 'environment', name: 'MODE', value: 'top secret' }
    const grants: Grant[] = [folder, host, secret, value, { kind: 'config', key: 'a', value: 'b' }]
    expect(runCommand('/tmp/a b.wasm', grants, true, 'linux')).toBe(
      "wasmtime run -S http --dir '/home/it'\\''s mine::/src' --env KEY --env MODE '/tmp/a b.wasm'",
    )
    expect(runCommand('C:\\a b.wasm', [], false, 'win32')).toBe('wasmtime run "C:\\a b.wasm"')
  })
})
