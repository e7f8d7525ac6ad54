import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { probe, token, welded } from './welded.ts'

describe('sockets', () => {
  it('start a program that carries them, refuse every use, and say so', async () => {
    const code = await welded('probe', ['sockets'], [])
    let connections = 0
    const server = createServer(() => (connections += 1))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const around = { env: { BELLJAR_CHANNEL: token } }
    const { answers, reports } = await probe(code, around, [
      `connect 127.0.0.1:${port}`,
      `connect localhost:${port}`,
      'bind-udp 127.0.0.1:0',
      'env',
    ])
    for (const answer of answers.slice(0, 3)) expect(answer).toContain('Permission denied')
    expect(answers[3]).toBe('ok ')
    expect(reports).toEqual(['socket tcp', 'socket name localhost', 'socket udp'])
    expect(connections).toBe(0)
  }, 120_000)
})
