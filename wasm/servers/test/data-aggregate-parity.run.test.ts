import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Guest } from './guest.ts'
import { preparePeers } from './peers.ts'

let peers: Awaited<ReturnType<typeof preparePeers>>

beforeAll(async () => {
  peers = await preparePeers()
  if ('reason' in peers) console.error(`\n  *** SKIPPED: pandas, because ${peers.reason}. ***\n`)
}, 600_000)

describe('pandas and numpy', () => {
  // Everything passes as the text it is: JavaScript could not hold the integers.
  test.for([1, 2, 3, 4, 5])('compute the same from random data (%i)', { timeout: 120_000 }, async (seed, { skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const { python } = peers
    const oracle = (mode: string, input = '') => {
      const script = path.join(import.meta.dirname, 'aggregate_oracle.py')
      return execFileSync(python, ['-B', script, mode, String(seed)], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
    }
    const guest = new Guest('data-aggregate')
    await guest.initialize()
    const answers: string[] = []
    for (const line of oracle('ask').trim().split('\n')) {
      const [, tool, args] = /^\["(\w+)", (.*)\]$/.exec(line) ?? []
      guest.send(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${tool}","arguments":${args}}}`)
      const { result } = await guest.next()
      expect(result?.['isError'], JSON.stringify(result)).toBeUndefined()
      answers.push((result?.['content'] as { text: string }[])[0]?.text.replaceAll('\n', ' ') ?? '')
    }
    const judged = JSON.parse(oracle('judge', answers.join('\n'))) as { compared: number; wrong: string[] }
    expect(judged.wrong).toEqual([])
    expect(judged.compared).toBeGreaterThan(1000)
  })
})
