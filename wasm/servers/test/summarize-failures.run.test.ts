import { expect, it } from 'vitest'
import { endpoint, key, says, summarizer, type Answer } from './summarize-endpoint.ts'

const text = 'Some text.'

/** What the server says when an endpoint answers so. */
async function said(answer: Answer, env: Record<string, string> = {}): Promise<string> {
  const { base } = await endpoint(answer)
  const { use, end } = await summarizer({
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: base,
    OPENAI_MODEL: 'some-model',
    ...env,
  })
  const { text: sentence, failed } = await use('summarize_text', { text })
  expect(failed).toBe(true)
  expect(sentence).not.toMatch(/ErrorCode|Error\(|panicked/)
  await end()
  return sentence
}

/** An error as OpenAI sends it, which repeats the key. */
function problem(status: number, message: string, code = 'x', headers: Record<string, string> = {}): Answer {
  return (asked, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ error: { message: `${message} ${asked.authorization}`, code } }))
}

it.each([
  [
    'a key that is refused',
    problem(401, 'Incorrect API key provided:'),
    'refuses the key or its rights (status 401). Check the secret OPENAI_API_KEY',
  ],
  ['a key without rights', problem(403, 'no'), '(status 403)'],
  [
    'an unknown model',
    problem(404, 'The model `some-model` does not exist.'),
    'knows no model "some-model", or its address is wrong (status 404). Set OPENAI_MODEL to a model that it has. It says: The model `some-model` does not exist. Bearer [secret]',
  ],
  [
    'too many requests',
    problem(429, 'Rate limit', 'rate_limit', { 'retry-after': '33' }),
    'gets too many requests now (status 429). Wait 33 seconds and try again.',
  ],
  ['no quota', problem(429, 'You exceeded', 'insufficient_quota'), 'quota at OpenAI is used up'],
  ['a text that is too long', problem(400, 'maximum context length'), 'may be too long for the model "some-model"'],
  ['a fault', problem(500, 'oops'), 'has a fault or is overloaded (status 500). Try again later. It says: oops'],
  [
    'a redirect',
    (_, r) => r.writeHead(307, { location: 'https://evil.invalid/' }).end(),
    'redirects (status 307), which is not followed with a key',
  ],
  ['an odd status', problem(418, 'teapot'), 'refused the request (status 418)'],
  ['what is no JSON', (_, r) => r.writeHead(200).end(`<html>${key}</html>`), 'did not answer in JSON'],
  [
    'half of an answer',
    (_, r) => r.writeHead(200).end('{"choices":[{"message":{"content":"x'),
    'did not answer in JSON',
  ],
  ['deep JSON', (_, r) => r.writeHead(200).end('['.repeat(1_000_000)), 'did not answer in JSON'],
  ['no choices', (_, r) => r.writeHead(200).end('{"choices":[]}'), 'answered without any choice'],
  ['null', (_, r) => r.writeHead(200).end('null'), 'answered without any choice'],
  ['nothing', (_, r) => says(r, ''), 'answered with nothing'],
  ['no content', (_, r) => says(r, null), 'answered with nothing'],
  ['no room', (_, r) => says(r, '', { finish_reason: 'length' }), 'used up its length before it wrote anything'],
  [
    'a content filter',
    (_, r) => says(r, 'half', { finish_reason: 'content_filter' }),
    'The content filter of OpenAI held this summary back.',
  ],
  [
    'a refusal',
    (_, r) => says(r, null, { message: { refusal: `I will not, ${key}.` } }),
    'refuses to summarize this text: I will not, [secret].',
  ],
  ['a connection that ends', (_, r) => r.destroy(), 'closed the connection'],
  ['silence', () => undefined, 'did not give its whole answer within 1 seconds'],
  ['far too much', (_, r) => r.writeHead(200).end('x'.repeat(5_000_000)), 'more than a summary can be'],
] satisfies [string, Answer, string][])('%s becomes a sentence', async (what, answer, sentence) => {
  const env: Record<string, string> = what === 'silence' ? { SUMMARIZE_TIMEOUT_SECONDS: '1' } : {}
  expect(await said(answer, env)).toContain(sentence)
})

it('a summary that holds the key comes without it', async () => {
  const { base } = await endpoint((asked, response) => says(response, `Your header is ${asked.authorization}`))
  const { use } = await summarizer({ OPENAI_API_KEY: key, OPENAI_BASE_URL: base })
  expect((await use('summarize_text', { text })).text).toBe('Your header is Bearer [secret]')
})

it('asks once more after a short wait that the endpoint asked for', async () => {
  const { base, asked } = await endpoint((_asked, response, nth) =>
    nth === 1 ? response.writeHead(429, { 'retry-after': '1' }).end() : says(response, 'Better.'),
  )
  const { use } = await summarizer({ OPENAI_BASE_URL: base })
  expect((await use('summarize_text', { text })).text).toBe('Better.')
  expect(asked).toHaveLength(2)
})

it('says that nobody is there, and that no key was sent where one is wanted', async () => {
  const { use } = await summarizer({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', OPENAI_API_KEY: key })
  expect((await use('summarize_text', { text })).text).toContain('refuses connections on this port')
  expect(await said(problem(401, 'no key'), { OPENAI_API_KEY: '' })).toContain(
    'wants a key (status 401): set OPENAI_API_KEY',
  )
  const { use: other } = await summarizer({ OPENAI_API_KEY: 'line\nbreak', OPENAI_BASE_URL: 'http://127.0.0.1:1' })
  expect((await other('summarize_text', { text })).text).toContain(
    'The value of OPENAI_API_KEY has characters that no key has',
  )
})
