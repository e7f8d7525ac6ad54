import type { IncomingMessage } from 'node:http'

/**
 * Says why a request may not come in, or nothing.
 *
 * A page of somebody else can make a browser send requests here, but it chooses neither Host nor Origin: a rebound DNS
 * name shows in Host, a foreign page in Origin. Requests without Origin come from no page's script.
 */
export function refusal(request: Pick<IncomingMessage, 'headers'>, port: number): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (!host || !hosts.includes(host.toLowerCase())) return 'This address serves 127.0.0.1 only.'
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return 'Another page may not use Belljar.'
  return undefined
}
