/** Draws the tray's icons from one drawing into resources/tray: `node scripts/tray-icons.mjs`. They are committed. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const out = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'resources', 'tray')

/** macOS colours a template itself; elsewhere one hue is seen on light and on dark panels. */
const kinds = {
  Template: { glass: '#000000', well: '', 'needs-you': '#000000', failing: '#000000' },
  '': { glass: '#2a9d8f', well: '', 'needs-you': '#e0a100', failing: '#e5484d' },
}

const jar = (colour) => `
  <g fill="none" stroke="${colour}" stroke-width="1.5" stroke-linecap="round">
    <circle cx="8" cy="1.3" r="1.3" fill="${colour}" stroke="none"/>
    <path d="M3.25 12V7.25a4.75 4.75 0 0 1 9.5 0V12"/>
    <path d="M2 13h12" stroke-width="2"/>
    <rect x="6" y="7" width="4" height="4" rx=".5" fill="${colour}" stroke="none"/>
  </g>`

/** States differ by shape first: nothing, a disc, an octagon with a cross. A gap sets it off from the jar. */
const badges = {
  well: () => '',
  'needs-you': (colour) => `<circle cx="12" cy="11.7" r="3" fill="${colour}"/>`,
  failing: (colour) => `
    <mask id="cross"><rect width="16" height="16" fill="#fff"/>
      <path d="m10.8 10.6 2.4 2.4m0-2.4-2.4 2.4" stroke="#000" stroke-width="1.1" stroke-linecap="round"/></mask>
    <path d="M10.6 8.4h2.8l2 2v2.8l-2 2h-2.8l-2-2v-2.8z" fill="${colour}" mask="url(#cross)"/>`,
}

const gaps = {
  well: '',
  'needs-you': '<circle cx="12" cy="11.7" r="4.1" fill="#000"/>',
  failing: '<path d="M10.1 7.2h3.8l2.7 2.7v3.8l-2.7 2.7h-3.8l-2.7-2.7V9.9z" fill="#000"/>',
}

function drawing(state, colours) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="100%" height="100%">
    <mask id="m"><rect width="16" height="16" fill="#fff"/>${gaps[state]}</mask>
    <g mask="url(#m)">${jar(colours.glass)}</g>${badges[state](colours[state])}</svg>`
}

const browser = await chromium.launch({
  ...(process.env.BELLJAR_CHROMIUM && { executablePath: process.env.BELLJAR_CHROMIUM }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
await mkdir(out, { recursive: true })
for (const [suffix, colours] of Object.entries(kinds))
  for (const state of Object.keys(badges))
    for (const scale of [1, 2, 3]) {
      const size = 16 * scale
      const page = await browser.newPage({ viewport: { width: size, height: size } })
      await page.setContent(
        `<style>*{margin:0}body{width:${size}px;height:${size}px}</style>${drawing(state, colours)}`,
      )
      const name = `${state}${suffix}${scale === 1 ? '' : `@${scale}x`}.png`
      await writeFile(path.join(out, name), await page.screenshot({ omitBackground: true }))
      await page.close()
    }
await browser.close()
