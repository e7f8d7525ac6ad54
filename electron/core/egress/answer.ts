import type { ServerResponse } from 'node:http'

/**
 * Answers in the host's own words. The header tells it from an answer of the server that was asked, which cannot have it; the body is for
 * the person or the model that gets to read it.
 */
export function answerOurselves(
  response: ServerResponse,
  kind: 'denied' | 'failed',
  status: number,
  sentence: string,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(`${sentence}\n`),
    [`belljar-${kind}`]: '1',
  })
  response.end(`${sentence}\n`)
}
