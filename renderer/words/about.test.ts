import { describe, expect, it } from 'vitest'
import type { Tool } from '../../shared/domain.ts'
import { aboutServer } from './about.ts'

const tools = (...names: string[]): Tool[] =>
  names.map((name) => ({ name, clientName: name, inputSchema: {}, enabled: true }))

describe('the line under a server name', () => {
  it('is what the server says of itself', () => {
    const server = { name: 'time', title: 'Clock', description: 'Tells the time', tools: tools('now') }
    expect(aboutServer(server)).toBe('Tells the time')
  })

  it('is the title where there is no description', () => {
    expect(aboutServer({ name: 'time', title: 'World clock', tools: tools('now') })).toBe('World clock')
  })

  it('never repeats the name', () => {
    const server = { name: 'log-parser', title: 'Log Parser', tools: tools('parse', 'count') }
    expect(aboutServer(server)).toBe('parse, count')
  })

  it('counts the tools that it does not name', () => {
    expect(aboutServer({ name: 'git', tools: tools('a', 'b', 'c', 'd', 'e', 'f') })).toBe('a, b, c, d and 2 more')
  })

  it('is empty for a server that says nothing and can do nothing', () => {
    expect(aboutServer({ name: 'git', title: 'git', tools: [] })).toBe('')
  })
})
