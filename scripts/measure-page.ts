/**
 * `node scripts/measure-page.ts`: what the browser loads and how soon it draws, from the real server of this build.
 * Prints rows of a Markdown table: a first visit, and the sample's map on a later one. Fails when the scripts of
 * a first load pass their budget. Needs Linux, a Chromium (`CHROMIUM` names it) and a built dashboard.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
/** Scripts loaded before anything is touched, as gzip sends them. */
const BUDGET_KIB = 280
/** Long enough for what a page loads on its own; what a click loads is not its first load. */
const QUIET_MS = 1000

interface Row {
  readonly page: string
  readonly scriptKib: number
  readonly scripts: number
  readonly styleKib: number
  readonly drawnMs: number
}

/** Opens an address in a fresh context and waits for what it is there for. */
async function measurePage(browser: Browser, page: string, open: (page: Page) => Promise<void>): Promise<Row> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const tab = await context.newPage()
  const bodies: Promise<{ readonly type: string; readonly bytes: number }>[] = []
  tab.on('response', (response) => {
    const type = response.request().resourceType()
    if (type !== 'script' && type !== 'stylesheet') return
    bodies.push(response.body().then((body) => ({ type, bytes: gzipSync(body).length })))
  })
  const start = performance.now()
  await open(tab)
  const drawnMs = performance.now() - start
  await tab.waitForTimeout(QUIET_MS)
  const loaded = await Promise.all(bodies)
  await context.close()
  const kibOf = (type: string) =>
    loaded.filter((each) => each.type === type).reduce((sum, { bytes }) => sum + bytes, 0) / 1024
  const scripts = loaded.filter(({ type }) => type === 'script').length
  return { page, scriptKib: kibOf('script'), scripts, styleKib: kibOf('stylesheet'), drawnMs }
}

async function startServer(data: string): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const args = ['--disable-warning=ExperimentalWarning', 'lib/cli/main.ts', 'serve', '--port', '0', '--data', data]
  const server = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(server.stdout)) {
    const url = /http:\/\/[^\s]+/.exec(line)?.[0]
    if (url === undefined) continue
    server.stdout.resume()
    return { url: url.replace(/\/$/, ''), process: server }
  }
  throw new Error('The server ended before it listened.')
}

function print(rows: readonly Row[]): void {
  const lines = rows.map(
    ({ page, scriptKib, scripts, styleKib, drawnMs }) =>
      `| ${page} | ${scriptKib.toFixed(1)} | ${scripts} | ${styleKib.toFixed(1)} | ${Math.round(drawnMs)} |`,
  )
  process.stdout.write(
    `${['| Page | Scripts KiB gz | Files | Styles KiB gz | Drawn ms |', '|---|---|---|---|---|', ...lines].join('\n')}\n`,
  )
}

const folder = mkdtempSync(join(tmpdir(), 'portolan-page-'))
const server = await startServer(folder)
const named = process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell'
const browser = await chromium.launch({
  ...(named === 'playwright' ? {} : { executablePath: named }),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const first = await measurePage(browser, 'First visit', async (page) => {
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Open the sample' }).waitFor()
  })
  await fetch(`${server.url}/api/snapshots`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-portolan-request': '1', origin: server.url },
    body: JSON.stringify({ source: 'sample' }),
  })
  const map = await measurePage(browser, 'Sample map', async (page) => {
    await page.goto(server.url)
    await page.getByRole('treeitem', { name: /bastion-1/ }).waitFor()
  })
  print([first, map])
  const most = Math.max(first.scriptKib, map.scriptKib)
  if (most > BUDGET_KIB) {
    process.stderr.write(`${most.toFixed(1)} KiB of scripts pass the budget of ${BUDGET_KIB} KiB.\n`)
    process.exitCode = 1
  }
} finally {
  await browser.close()
  server.process.kill()
  rmSync(folder, { recursive: true, force: true })
}
