import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { runServer } from './launch.ts'
import { termsKey } from './terms.ts'

const a: Grant = { kind: 'environment', name: 'A', value: '1' }
const b: Grant = { kind: 'host', pattern: 'example.com', private: false }
const key = (grants: Grant[], limits = defaultLimits, inForce = grants) => termsKey({ grants, limits, inForce })

describe('termsKey', () => {
  it('is the same for the same grants and limits in any order', () => {
    expect(key([a, b])).toBe(key([b, a]))
    const { memoryBytes, ...others } = defaultLimits
    expect(key([a], { ...others, memoryBytes })).toBe(key([a]))
  })

  it('differs when any of them differs, or is not in force', () => {
    const keys = [
      key([a]),
      key([a, b]),
      key([{ ...a, value: '2' }]),
      key([a], { ...defaultLimits, calls: 1 }),
      key([a], defaultLimits, []),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('runServer', () => {
  const flags = (more: object) => runServer('/wasmtime', { cwasm: '/x.cwasm', limits: defaultLimits, ...more })

  it('opens nothing by itself', () => {
    const { args } = flags({ memories: 1 })
    expect(args.filter((word) => /^--|http|inherit|network|tcp|udp|lookup/.test(word))).toEqual([
      '--allow-precompiled',
      '--',
    ])
    expect(args).toContain('max-resources=1024')
  })

  it('shares the memory among those of the server that can grow', () => {
    const mb = 1024 * 1024
    const memory = (growable: number, memories = growable) =>
      /max-memory-size=(\d+),max-memories=(\d+)/
        .exec(flags({ growable, memories }).args.join(' '))
        ?.slice(1)
        .map(Number)
    expect(memory(1)).toEqual([256 * mb, 1])
    expect(memory(2, 5)).toEqual([128 * mb, 5])
    expect(memory(3)).toEqual([Math.floor((256 * 16) / 3) * 65_536, 3])
    expect(memory(0, 0)).toEqual([256 * mb, 1])
  })

  it('names folders and variables, and no value', () => {
    const mounts = [{ hostPath: '/home/me', guestPath: '/me', access: 'write' }]
    const { args, env, limits } = flags({ mounts, environment: { KEY: 'value', RUST_LOG: 'x' }, http: true })
    expect(args.join(' ')).toContain('-S http,p3=n --dir /home/me::/me --env KEY --env RUST_LOG -- /x.cwasm')
    expect(args.join(' ')).not.toContain('value')
    expect(env).toMatchObject({ KEY: 'value', WASMTIME_BACKTRACE_DETAILS: '1' })
    expect(limits.nofile).toBeGreaterThan(1024)
  })
})
