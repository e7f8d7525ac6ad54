import { Client as ClientV2 } from '@modelcontextprotocol/client'
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fixture } from '../../fixtures/fixture.ts'
import { bundled, wasmtime } from './guest.ts'

const kathmandu = { source_timezone: 'UTC', time: '07:30', target_timezone: 'Asia/Kathmandu' }
const conversion = { time_difference: '+5.75h', target: { timezone: 'Asia/Kathmandu' } }

function command(file: string) {
  return { command: wasmtime, args: ['run', '-C', 'cache=n', file], stderr: 'ignore' as const }
}

async function v1(file: string): Promise<ClientV1> {
  const client = new ClientV1({ name: 'old', version: '1' }, { capabilities: { elicitation: {} } })
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { name: 'Ada' } }))
  await client.connect(new StdioV1(command(file)))
  onTestFinished(() => client.close())
  return client
}

async function v2(file: string, mode: 'legacy' | 'auto' = 'auto'): Promise<ClientV2> {
  const client = new ClientV2(
    { name: 'new', version: '2' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode } },
  )
  client.setRequestHandler('elicitation/create', async ({ params }) => ({
    action: 'accept',
    content: params.message.includes('colour') ? { colour: 'red' } : { name: 'Ada' },
  }))
  await client.connect(new StdioV2(command(file)))
  onTestFinished(() => client.close())
  return client
}

function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content[0]?.text ?? ''
}

describe('time, asked by clients that check what they get', () => {
  it('SDK v1', async () => {
    const client = await v1(bundled('time.wasm'))
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['get_current_time', 'convert_time'])
    expect(await client.callTool({ name: 'convert_time', arguments: kathmandu })).toMatchObject({
      structuredContent: conversion,
    })
    expect(client.getInstructions()).toContain('IANA')
  })

  it.each([
    ['auto', '2026-07-28'],
    ['legacy', '2025-11-25'],
  ] as const)('SDK v2, %s', async (mode, version) => {
    const client = await v2(bundled('time.wasm'), mode)
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    expect((await client.listTools()).tools).toHaveLength(2)
    expect(await client.callTool({ name: 'convert_time', arguments: kathmandu })).toMatchObject({
      structuredContent: conversion,
    })
  })
})

describe('the fixtures, asked by the same clients', () => {
  it.each(['fixture-server', 'fixture-server-p1'] as const)('%s is what it should be when it behaves', async (name) => {
    const client = await v1(await fixture(name))
    expect((await client.listTools()).tools.length).toBeGreaterThan(30)
    expect(await client.callTool({ name: 'echo', arguments: { text: 'hé' } })).toMatchObject({
      structuredContent: { text: 'hé' },
    })
    expect(textOf(await client.callTool({ name: 'ask-elicit' }))).toContain('Ada')
    const first = await client.listResources()
    expect(first.resources).toHaveLength(1)
    expect((await client.listResources({ cursor: first.nextCursor })).resources[0]?.uri).toBe('fixture://calls')
    expect((await client.readResource({ uri: 'fixture://item/7' })).contents[0]).toMatchObject({ text: 'Item 7' })
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(1)
    expect((await client.getPrompt({ name: 'greet', arguments: { name: 'Ada' } })).messages[0]?.content).toMatchObject({
      text: 'Hello Ada!',
    })
    const ref = { type: 'ref/prompt' as const, name: 'greet' }
    expect((await client.complete({ ref, argument: { name: 'name', value: 'A' } })).completion.values).toEqual([
      'Ada',
      'Alan',
    ])
    const steps: number[] = []
    await client.callTool({ name: 'progress', arguments: { steps: 3, ms: 50 } }, undefined, {
      onprogress: ({ progress }) => steps.push(progress),
    })
    expect(steps).toEqual([1, 2, 3])
  })

  it('fixture-modern asks through required input, in one round and in two', async () => {
    const client = await v2(await fixture('fixture-modern'))
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28')
    expect(await client.callTool({ name: 'echo', arguments: { text: 'a' } })).toMatchObject({
      structuredContent: { text: 'a' },
    })
    expect(textOf(await client.callTool({ name: 'ask' }))).toContain('Ada')
    expect(textOf(await client.callTool({ name: 'ask-twice' }))).toContain('red')
  })

  it('fixture-modern knows no initialize', async () => {
    await expect(v1(await fixture('fixture-modern'))).rejects.toThrow(/protocolVersion|Method not found/)
  })
})
