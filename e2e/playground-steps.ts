import { expect, type Locator, type Page } from '@playwright/test'

export async function openTool(page: Page, server: string, tool: string): Promise<void> {
  await page.evaluate(([id, name]) => void (location.hash = `#/server/${id}/tools/${name}`), [server, tool] as const)
  await expect(page.getByRole('heading', { level: 2, name: tool, exact: true })).toBeVisible()
}

export const playground = (page: Page): Locator => page.locator('.playground')

export const result = (page: Page): Locator => page.getByRole('region', { name: 'Result' }).first()

export const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'Arguments as JSON' })

export async function asJson(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  return editor(page)
}

export async function asForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Form', exact: true }).click()
}

export async function run(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Enter')
}

/** Gives a tool another schema on its way to the window, as if its server had said so. A tab only: its wire can be stood in. */
export async function withSchema(page: Page, tool: string, inputSchema: unknown): Promise<void> {
  await page.routeWebSocket(/.*/, (socket) => {
    const host = socket.connectToServer()
    socket.onMessage((message) => host.send(message))
    host.onMessage((message) => {
      const frame = JSON.parse(String(message)) as {
        value?: { servers?: { tools: { name: string; inputSchema: unknown }[] }[] }
      }
      for (const server of frame.value?.servers ?? [])
        for (const one of server.tools) if (one.name === tool) one.inputSchema = inputSchema
      socket.send(JSON.stringify(frame))
    })
  })
}
