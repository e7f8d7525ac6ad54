import net, { type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fetching } from './fetching.ts'
import { redirect, site, status, typed } from './site.ts'

/** A port on this computer that answers as it is told to, or nobody does. */
async function port(answer?: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
    answer?.(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  if (answer) onTestFinished(() => void server.close())
  else await new Promise((resolve) => server.close(resolve))
  return port
}

describe('a URL', () => {
  it.each([
    ['', '"" is no URL'],
    ['not a url', '"not a url" is no URL'],
    ['ftp://example.com/x', 'Only http and https URLs can be fetched, not "ftp".'],
    ['file:///etc/passwd', 'Only http and https URLs can be fetched'],
    ['http://me:hunter22@127.0.0.1/', 'holds a user name or a password'],
    ['http://\0/', 'is no URL'],
    [`http://x/${'long'.repeat(3000)}`, 'longer than 8000 characters'],
  ])('%.40s is refused with a sentence', async (url, sentence) => {
    const { text, failed } = await (await fetching())(url)
    expect(failed).toBe(true)
    expect(text).toContain(sentence)
    expect(text).not.toContain('hunter22')
    expect(text).not.toMatch(/ErrorCode|RelativeUrl|os error/)
  })

  it('is held to its schema', async () => {
    const fetch = await fetching()
    for (const more of [
      { max_length: 0 },
      { max_length: 1e9 },
      { start_index: -1 },
      { raw: 'yes' },
      { max_length: 'x' },
    ])
      expect((await fetch('http://127.0.0.1:1/', more)).text).toMatch(/^The argument \w+ must be /)
    const { text } = await fetch('http://127.0.0.1:1/', { max_length: null, start_index: null, raw: null })
    expect(text).toContain('refuses connections')
  })
})

describe('the network', () => {
  it('that fails is told in words', async () => {
    const fetch = await fetching({ FETCH_TIMEOUT_SECONDS: '2' })
    const said = async (url: string) => {
      const { text, failed } = await fetch(url)
      expect(failed).toBe(true)
      return text
    }
    const nobody = await port()
    const hangsUp = await port((socket) => socket.destroy())
    const silent = await port(() => undefined)
    const babbles = await port((socket) => socket.end('hello, this is no HTTP\r\n\r\n'))
    expect(await said('http://nowhere.invalid/')).toContain('There is no host nowhere.invalid')
    expect(await said(`http://127.0.0.1:${nobody}/`)).toContain('127.0.0.1 refuses connections on this port')
    expect(await said(`http://127.0.0.1:${hangsUp}/`)).toMatch(/closed the connection|did not answer in HTTP/)
    expect(await said(`http://127.0.0.1:${babbles}/`)).toContain('did not answer in HTTP')
    expect(await said(`https://127.0.0.1:${babbles}/`)).toMatch(/no TLS connection|certificate/)
    expect(await said(`http://127.0.0.1:${silent}/`)).toContain('did not give its whole answer within 2 seconds')
  })

  it('that stops in the middle of a page is told, however slowly the page comes', async () => {
    const { origin } = await site({
      '/cut': (_request, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'content-length': 1000 })
          .write('<p>half', () => response.destroy()),
      '/drip': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        const timer = setInterval(() => response.write('<p>x'), 100)
        response.on('close', () => clearInterval(timer))
      },
    })
    const fetch = await fetching({ FETCH_TIMEOUT_SECONDS: '2' })
    expect(await fetch(`${origin}/cut`)).toMatchObject({
      failed: true,
      text: expect.stringContaining('closed the connection') as string,
    })
    expect((await fetch(`${origin}/drip`)).text).toContain('did not give its whole answer within 2 seconds')
  })

  it('that answers with an error is told with what that means', async () => {
    const { origin } = await site({
      '/429': status(429, { 'retry-after': '17' }),
      '/503': status(503, {}, '<h1>down</h1>'),
      '/401': status(401),
      '/600': status(699),
      '/304': status(304),
    })
    const fetch = await fetching()
    const said = async (path: string) => {
      const { text, failed } = await fetch(origin + path)
      expect(failed).toBe(true)
      return text
    }
    expect(await said('/missing')).toMatch(
      new RegExp(`^Failed to fetch ${origin}/missing - status code 404\\. Not Found`),
    )
    expect(await said('/429')).toContain(
      'status code 429. Too Many Requests: wait before the next request to this site. It asks to wait 17 seconds.',
    )
    expect(await said('/503')).toContain('status code 503. The site is overloaded or down.')
    expect(await said('/401')).toContain('needs a login')
    expect(await said('/600')).toContain('status code 699')
    expect(await said('/304')).toContain('status code 304')
  })
})

describe('robots.txt', () => {
  const robots = 'User-agent: *\nDisallow: /private\nAllow: /private/open$\n\nUser-agent: Other\nDisallow: /\n'

  it('is honoured, for each site on the way', async () => {
    const other = await site({
      '/robots.txt': typed('text/plain', 'User-agent: belljar-FETCH\nDisallow: /*?q='),
      '/x?q=1': 'secret',
    })
    const routes = { '/private/x': 'no', '/private/open': '<p>open', '/away': redirect(`${other.origin}/x?q=1`) }
    const { origin, seen } = await site({ ...routes, '/robots.txt': typed('text/plain', robots) })
    const fetch = await fetching()
    const refused = await fetch(`${origin}/private/x`)
    expect(refused.failed).toBe(true)
    expect(refused.text).toContain(
      `The site's robots.txt (${origin}/robots.txt) does not allow programs to fetch ${origin}/private/x (its rule is "Disallow: /private"`,
    )
    expect(seen).toEqual(['GET /robots.txt'])
    expect((await fetch(`${origin}/private/open`)).structured.content).toBe('open')
    const away = await fetch(`${origin}/away`)
    expect(away.text).toContain(`${origin}/away redirects to ${other.origin}/x?q=1. The site's robots.txt`)
    expect(other.seen).toEqual(['GET /robots.txt'])
  })

  it('that cannot be read means no, one that is not there means yes', async () => {
    const fetch = await fetching()
    for (const [code, allowed] of [
      [404, true],
      [410, true],
      [401, false],
      [403, false],
      [500, false],
      [503, false],
    ] as const) {
      const { origin } = await site({ '/': '<p>text', '/robots.txt': status(code, {}, robots) })
      const { failed, text } = await fetch(origin)
      expect(failed, text).toBe(!allowed)
      if (!allowed) expect(text).toContain(`/robots.txt was answered with status ${code}`)
    }
  })

  it('is looked for only on its own site', async () => {
    const other = await site({ '/robots.txt': typed('text/plain', 'User-agent: *\nDisallow: /') })
    const moved = await site({ '/': '<p>text', '/robots.txt': redirect(`${other.origin}/robots.txt`) })
    const inside = await site({
      '/': '<p>text',
      '/robots.txt': redirect('/r', 301),
      '/r': typed('text/plain', 'User-agent: *\nDisallow: /'),
    })
    const fetch = await fetching()
    expect((await fetch(moved.origin)).failed).toBe(false)
    expect(other.seen).toEqual([])
    expect((await fetch(inside.origin)).failed).toBe(true)
  })

  it('can be left aside by a person, who can also choose another name', async () => {
    const agents: unknown[] = []
    const { origin, seen } = await site({
      '/robots.txt': typed('text/plain', 'User-agent: *\nDisallow: /\nUser-agent: mine\nAllow: /'),
      '/': (request, response) => {
        agents.push(request.headers['user-agent'])
        response.end('text')
      },
    })
    expect((await (await fetching())(origin)).failed).toBe(true)
    expect((await (await fetching({ FETCH_USER_AGENT: 'Mine/2.0' }))(origin)).failed).toBe(false)
    seen.length = 0
    expect((await (await fetching({ FETCH_IGNORE_ROBOTS_TXT: 'true' }))(origin)).failed).toBe(false)
    expect(seen).toEqual(['GET /'])
    expect(agents).toEqual(['Mine/2.0', expect.stringMatching(/^Belljar-fetch\/\d/)])
  })
})

describe('what is too much', () => {
  it('is not read to its end', async () => {
    let sent = 0
    const { origin } = await site({
      '/endless': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        const piece = `<p>${'words '.repeat(10_000)}</p>`
        const more = () => {
          while (!response.destroyed) {
            sent += piece.length
            if (!response.write(piece)) return void response.once('drain', more)
          }
        }
        more()
      },
      '/bomb': typed('text/html', gzipSync(Buffer.alloc(200_000_000, 'a ')), { 'content-encoding': 'gzip' }),
    })
    const fetch = await fetching()
    for (const path of ['/endless', '/bomb']) {
      const first = await fetch(origin + path, { max_length: 10 })
      expect(first.structured, path).toMatchObject({ length: 10, truncated: true, next_start_index: 10 })
      const last = await fetch(origin + path, { start_index: 9_900_000, max_length: 1_000_000 })
      expect(last.text.slice(-100)).toContain('<error>The page is longer than 10.0 MB: the rest was not read.</error>')
    }
    sent = 0
    expect((await fetch(`${origin}/endless`, { raw: true, max_length: 100 })).structured.truncated).toBe(true)
    expect(sent).toBeLessThan(10_000_000)
  }, 60_000)

  it('is survived: what nests, repeats and never ends', async () => {
    const many = (text: string, times: number) => text.repeat(times)
    const pages: Record<string, string> = {
      '/divs': `<main><p>before</p>${many('<div>', 100_000)}deep${many('</div>', 100_000)}<p>after`,
      '/unclosed': `<p>before${many('<b><i><font color=red><a href=x>', 20_000)}deep after`,
      '/tables': `<p>before${many('<table><tr><td>', 30_000)}deep after`,
      '/rows': `<p>before<table>${many('<tr><td>1<td>2<td>3', 50_000)}</table>after`,
      '/spans': `<p>before<table>${many('<tr><td colspan=99999 rowspan=99999>x', 20_000)}</table>after`,
      '/lists': `<p>before${many('<ul><li>', 50_000)}after`,
      '/quotes': `<p>before${many('<blockquote>x', 20_000)}after`,
      '/attributes': `<p${Array.from({ length: 10_000 }, (_, n) => ` a${n}=1`).join('')}>before after`,
      '/entities': `<p>before${many('&amp;&#x110000;&#0;&nosuch;&', 50_000)}after`,
      '/angles': `<p>before after${many('<', 500_000)}`,
      '/svg': `<p>before</p>${many('<svg><foreignObject>', 30_000)}`,
      '/fonts': `<p>before after${Array.from({ length: 3000 }, (_, n) => `<font size=${n}>`).join('')}${many('<p>x', 20_000)}`,
      '/nul': `<p>before\0after${'\u202e\u200b'}`,
    }
    const { origin } = await site(pages)
    const fetch = await fetching({ FETCH_TIMEOUT_SECONDS: '60' })
    for (const path of Object.keys(pages)) {
      const { text, failed, structured } = await fetch(origin + path, { max_length: 1_000_000 })
      expect(failed, `${path}: ${text.slice(0, 200)}`).toBe(false)
      expect(structured.content, path).toContain('before')
    }
    expect((await fetch(`${origin}/divs`)).structured.content).toMatch(/before\s+deep\s+after/)
    expect((await fetch(`${origin}/rows`, { start_index: 300_000 })).structured.content).toContain('| 1 | 2 | 3 |')
  }, 120_000)
})
