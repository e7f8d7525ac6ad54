import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { probe, token, welded } from './welded.ts'

/** Answers what it was asked: method, path, Host, a header of the guest, and the length of the body. */
async function echo(): Promise<number> {
  const server = createServer((request, response) => {
    let length = 0
    request.on('data', (piece: Buffer) => (length += piece.length))
    request.on('end', () => {
      const { method, url, headers } = request
      response.end([method, url, headers.host, headers['x-probe'], length].join(' '))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

describe('with the proxy', () => {
  let code: string
  beforeAll(async () => {
    code = await welded('probe', ['http'], ['egress proxy'])
  }, 120_000)

  it('puts the target into the path, and leaves the rest of the request as it is', async () => {
    const port = await echo()
    const body = 'x'.repeat(100_000)
    const { answers, reports } = await probe(
      code,
      { env: { BELLJAR_CHANNEL: token, BELLJAR_EGRESS: `127.0.0.1:${port}/T2` } },
      [
        'request GET https api.example.com /v1?x=/y -',
        `request POST http Api.example.com:8080 /p ${body}`,
        'request GET - a.test - -',
        'request GET http [::1]:8 / -',
        'request GET https a.test .evil.test/ -',
        'request GET https a.test /a/../../b//c%2f -',
      ],
    )
    const to = (path: string, method = 'GET', length = 0) =>
      `ok 200 ${method} /T2/${path} 127.0.0.1:${port} 1 ${length}`
    expect(answers).toEqual([
      to('https/api.example.com/v1?x=/y'),
      to('http/Api.example.com:8080/p', 'POST', 100_000),
      to('https/a.test/'),
      to('http/[::1]:8/'),
      to('https/a.test/.evil.test/'),
      to('https/a.test/a/../../b//c%2f'),
    ])
    expect(reports).toEqual([])
  })

  it('passes on no authority that could be read in two ways, and no scheme but http and https', async () => {
    const around = { env: { BELLJAR_CHANNEL: token, BELLJAR_EGRESS: `127.0.0.1:${await echo()}/T2` } }
    const cases = [
      ['https', 'user@a.test'],
      ['https', 'a.test:80@b.test'],
      ['https', 'user:word@a.test'],
      ['ftp', 'a.test'],
      ['file', 'a.test'],
      ['https', '-'],
    ] as const
    for (const [scheme, authority] of cases) {
      const { answers, reports } = await probe(code, around, [`request GET ${scheme} ${authority} / -`])
      expect([authority, answers]).toEqual([authority, ['ErrorCode::HttpRequestDenied']])
      expect(reports).toEqual([`http malformed ${scheme}://${authority === '-' ? '' : authority}`])
    }
    // These do not even become a request.
    for (const authority of ['a.test/b', 'a.test\\b', 'a.test?b', 'a.test#b', 'a\nb', 'bücher.example']) {
      const { answers } = await probe(code, around, [`request GET https ${authority} / -`])
      expect([authority, answers]).toEqual([authority, ['refused before it was sent']])
    }
  })

  it('sends nothing where there is no host to send it', async () => {
    const around = { env: { BELLJAR_CHANNEL: token } }
    const { answers, reports } = await probe(code, around, [`request GET http 127.0.0.1:${await echo()} / -`])
    expect(answers).toEqual(['ErrorCode::HttpRequestDenied'])
    expect(reports[0]).toMatch(/^http not-granted http:\/\/127\.0\.0\.1:\d+$/)
  })
})

describe('with a list of its own', () => {
  it('lets requests to these hosts pass as they are, and no others', async () => {
    const port = await echo()
    const code = await welded('probe', ['http'], ['egress list', `host 127.0.0.1:${port}`, 'host *.example.invalid'])
    const around = { env: { BELLJAR_CHANNEL: token } }
    const passed = await probe(code, around, [
      `request POST http 127.0.0.1:${port} /v1?x hello`,
      'request GET http a.example.invalid / -',
    ])
    expect(passed.answers[0]).toBe(`ok 200 POST /v1?x 127.0.0.1:${port} 1 5`)
    expect(passed.answers[1]).toContain('DnsError')
    expect(passed.reports).toEqual([])
    const spellings = [`127.1:${port}`, `2130706433:${port}`, `0x7f000001:${port}`, `0177.0.0.1:${port}`]
    for (const authority of [`localhost:${port}`, 'example.invalid', ...spellings, `u@127.0.0.1:${port}`]) {
      const { answers, reports } = await probe(code, around, [`request GET http ${authority} / -`])
      expect([authority, answers]).toEqual([authority, ['ErrorCode::HttpRequestDenied']])
      expect(reports[0]?.endsWith(`http://${authority}`)).toBe(true)
    }
  }, 120_000)

  it('that says every public place means neither this computer nor its network', async () => {
    const code = await welded('probe', ['http'], ['egress list', 'host *:*'])
    const hosts = [
      'localhost',
      'LOCALHOST.',
      '127.0.0.1',
      '10.0.0.1',
      '169.254.169.254',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0',
    ]
    const calls = hosts.map((host) => `request GET http ${host}:${1} / -`)
    const { answers } = await probe(code, {}, calls)
    expect(answers).toEqual(hosts.map(() => 'ErrorCode::HttpRequestDenied'))
  }, 120_000)
})
