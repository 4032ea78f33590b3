/** Finds a Chromium for the browser journeys, or installs one. Built-ins only. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './install.mjs'

const DEBIAN = '/usr/bin/chromium-headless-shell'

/**
 * The path of a Chromium, `playwright` for the one Playwright keeps itself, or null where none can be had.
 * `CHROMIUM` names one by hand.
 */
export function findChromium() {
  const named = process.env.CHROMIUM
  if (named && existsSync(named)) return named
  if (existsSync(DEBIAN)) return DEBIAN
  if (installWithApt()) return DEBIAN
  return installWithPlaywright() ? 'playwright' : null
}

function installWithApt() {
  const isRoot = process.getuid?.() === 0
  if (!isRoot || spawnSync('apt-get', ['--version']).status !== 0) return false
  process.stderr.write('Installing chromium-headless-shell for the browser journeys.\n')
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], environment)
  run('apt-get', ['install', '-y', '-qq', 'chromium-headless-shell'], environment)
  return existsSync(DEBIAN)
}

function installWithPlaywright() {
  const playwright = join(ROOT, 'node_modules', 'playwright', 'cli.js')
  return existsSync(playwright) && run(process.execPath, [playwright, 'install', 'chromium']) === 0
}
