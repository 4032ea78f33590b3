/** Finds what the exports are checked against: published schemas, and a spreadsheet program. Built-ins only. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './install.mjs'

const CACHE = join(ROOT, '.cache', 'schemas')
const PYTHON = join(CACHE, 'bin', 'python')
const SARIF = join(CACHE, 'sarif-2.1.0.json')
/** Carries the schema of OASIS as a file. */
const SARIF_PACKAGE = '@microsoft/sarif-multitool-linux@5.7.0'

/** Environment that names the schemas, or null where they cannot be had. */
export function findSchemas() {
  if (!existsSync(PYTHON) && !installPython()) return null
  if (!existsSync(SARIF) && !fetchSarif()) return null
  return { SCHEMA_PYTHON: PYTHON, SARIF_SCHEMA: SARIF }
}

function installPython() {
  process.stderr.write('Installing the schemas of the export formats into .cache/schemas.\n')
  mkdirSync(CACHE, { recursive: true })
  if (run('python3', ['-m', 'venv', CACHE]) !== 0) return false
  return run(join(CACHE, 'bin', 'pip'), ['install', '--quiet', 'jsonschema==4.*', 'pydantic-ocsf==3.0.0']) === 0
}

function fetchSarif() {
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', CACHE, SARIF_PACKAGE], {
    encoding: 'utf8',
  })
  const file = packed.stdout?.trim().split('\n').at(-1)
  if (packed.status !== 0 || !file) return false
  const member = ['-xzf', join(CACHE, file), '-C', CACHE, '--strip-components=1', 'package/sarif-2.1.0.json']
  return run('tar', member) === 0 && existsSync(SARIF)
}

/** Environment that names LibreOffice, or null where it cannot be had. */
export function findOffice() {
  const found = onPath() ?? (installOffice() ? onPath() : null)
  return found === null ? null : { SOFFICE: found }
}

function onPath() {
  const path = spawnSync('sh', ['-c', 'command -v soffice'], { encoding: 'utf8' }).stdout?.trim()
  return path || null
}

function installOffice() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false
  process.stderr.write('Installing libreoffice-calc for the test of the CSV export.\n')
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], environment)
  return (
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'libreoffice-calc-nogui'], environment) === 0
  )
}
