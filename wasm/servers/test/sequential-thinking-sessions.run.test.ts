import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { expect, onTestFinished, test } from 'vitest'
import { connectHost } from '../../../electron/core/control/connect-host.ts'
import { Host } from '../../../electron/core/host.ts'
import { BridgeTransport, TestBridge } from '../../../electron/core/sessions/testing/test-bridge.ts'
import { checkoutFiles } from '../../../electron/core/testing-files.ts'

const id = 'sequential-thinking'
const idleMs = 300

test('two clients do not see each other, and a pause between thoughts loses none', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'belljar-thinking-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  const host = await Host.open({ home, mode: 'browser', files: checkoutFiles, start: ['/bin/false'] })
  onTestFinished(() => host.close())
  const line = await connectHost(host.places)
  if (!line) throw new Error('the host cannot be reached')
  onTestFinished(() => line.close())
  await line.client.call('servers.enable', { id, enabled: true })
  await line.client.call('limits.set', { id, limits: { idleMs } })

  const ada = await connect(host)
  const bob = await connect(host)
  expect(await ada(1, { branchFromThought: 1, branchId: 'hers' })).toMatchObject({ thoughtHistoryLength: 1 })
  await ada(2)
  expect(await bob(1)).toMatchObject({ thoughtHistoryLength: 1, branches: [] })
  const { servers } = await line.client.call('app.snapshot', null)
  expect(servers.find((server) => server.id === id)).toMatchObject({ stateful: true, instances: 2 })
  await new Promise((resolve) => setTimeout(resolve, 5 * idleMs))
  expect(await ada(3, { revisesThought: 2, isRevision: true })).toEqual({
    thoughtNumber: 3,
    totalThoughts: 3,
    nextThoughtNeeded: true,
    branches: ['hers'],
    thoughtHistoryLength: 3,
  })
  expect(await bob(2)).toMatchObject({ thoughtHistoryLength: 2, branches: [] })
})

async function connect(host: Host) {
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(new BridgeTransport(await TestBridge.open(host.places.socket)) as never)
  onTestFinished(() => client.close())
  return async (thoughtNumber: number, more: object = {}) => {
    const args = { thought: 'x', nextThoughtNeeded: true, thoughtNumber, totalThoughts: 3, ...more }
    return (await client.callTool({ name: 'sequentialthinking', arguments: args })).structuredContent
  }
}
