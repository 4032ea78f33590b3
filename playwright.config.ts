import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const port = Number(process.env['PORTOLAN_TEST_PORT'] ?? 4319)
/** Told to the workers, which read this file again under another process id. */
process.env['PORTOLAN_TEST_DATA'] ??= join(tmpdir(), `portolan-journeys-${process.pid}`)
const data = process.env['PORTOLAN_TEST_DATA']
const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell'

/** One worker: the journeys share one embedded store, as people sharing a laptop would. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  outputDir: '.cache/journeys',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'en-US',
    timezoneId: 'UTC',
    deviceScaleFactor: 1,
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium === 'playwright' ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--force-color-profile=srgb',
      ],
    },
  },
  webServer: {
    command: `node --disable-warning=ExperimentalWarning lib/cli/main.ts serve --port ${port} --data ${data}`,
    url: `http://127.0.0.1:${port}/readyz`,
    reuseExistingServer: false,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
