import { protocol, session } from 'electron'
import { securityHeaders } from '../core/web/security-headers.ts'
import { staticFile } from '../core/web/static-file.ts'

export const appOrigin = 'belljar://app'

/** Before the app is ready: a scheme of its own, so that no page ever has the powers of file://. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'belljar', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built renderer, and nothing else. */
export function serveApp(folder: string): void {
  session.defaultSession.protocol.handle('belljar', async (request) => {
    const url = new URL(request.url)
    const headers = securityHeaders("'none'")
    const file = url.host === 'app' && request.method === 'GET' ? await staticFile(folder, url.pathname) : undefined
    if (!file) return new Response('There is no such page.', { status: 404, headers })
    return new Response(new Uint8Array(file.body), { headers: { ...headers, 'Content-Type': file.type } })
  })
}
