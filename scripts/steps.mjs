/** The checks of the project as a list of steps; each says how it went and how many tests it ran. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findNode, ROOT, run } from './install.mjs'

const REPORTS = join(ROOT, '.cache', 'reports')
const bin = (name) => join(ROOT, 'node_modules', '.bin', name)
const script = (...path) => join(ROOT, 'node_modules', ...path)

export const lint = { name: 'lint', run: () => whole(run(bin('biome'), ['ci', '--max-diagnostics=50'])) }

export const types = {
  name: 'types',
  run: () => {
    const generated = run(findNode(), [script('next', 'dist', 'bin', 'next'), 'typegen'])
    return whole(generated === 0 ? run(findNode(), [script('typescript', 'bin', 'tsc')]) : generated)
  },
}

export const unused = { name: 'unused', run: () => whole(run(findNode(), [script('knip', 'bin', 'knip.js')])) }

export const unit = {
  name: 'unit',
  run: () => {
    const report = freshReport('unit.json')
    const arguments_ = [script('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json']
    const code = run(findNode(), [...arguments_, `--outputFile.json=${report}`])
    return counted(report, code, (json) => [json.numPassedTests, json.numFailedTests, json.numPendingTests])
  },
}

export const noServerActions = {
  name: 'no-server-actions',
  run: () => whole(run(findNode(), [join(ROOT, 'scripts', 'check-no-server-actions.ts')])),
}

/** Why a real part is not there, by its name. */
const MISSING_PARTS = {
  server: 'neither moto_server and aws on PATH, nor python3 with pip',
  schemas: 'no python3 with pip, or no npm registry, to fetch the schemas of the export formats',
  office: 'no soffice on PATH, and no apt-get to install it',
}

/** @param {Record<string, Record<string, string> | null>} parts by name: the environment that names each, or null */
export const realParts = (parts) => ({
  name: 'real-parts',
  run: () => {
    const absent = Object.keys(parts).filter((name) => parts[name] === null)
    const missing = absent.map((name) => skipped('real-parts', MISSING_PARTS[name]))
    const report = freshReport('real-parts.json')
    const arguments_ = [script('vitest', 'vitest.mjs'), 'run', '--config', 'vitest.real.config.ts']
    const code = run(
      findNode(),
      [...arguments_, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      Object.assign({}, ...Object.values(parts)),
    )
    const ran = counted(report, code, (json) => [json.numPassedTests, json.numFailedTests, json.numPendingTests])
    // In continuous integration a part that is not there is a failure, and its tests count as skipped besides.
    return { ...ran, failed: missing.reduce((sum, { failed }) => sum + failed, ran.failed) }
  },
})

/** @param {string | null} chromium as `findChromium` answers */
export const journeys = (chromium) => ({
  name: 'journeys',
  run: () => {
    if (chromium === null) return skipped('journeys', 'no Chromium on this machine; name one with CHROMIUM=/path')
    const report = freshReport('journeys.json')
    const code = run(findNode(), [script('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'], {
      CHROMIUM: chromium,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    })
    return counted(report, code, ({ stats }) => [stats.expected + stats.flaky, stats.unexpected, stats.skipped])
  },
})

/** Runs the steps in order, all of them, and prints the closing line. Answers the exit code. */
export function runSteps(steps) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const step of steps) {
    const startedAt = Date.now()
    process.stdout.write(`\n── ${step.name}\n`)
    const result = attempt(step)
    for (const key of Object.keys(total)) total[key] += result[key]
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    process.stdout.write(`── ${step.name}: ${result.failed === 0 ? 'ok' : 'FAILED'} in ${seconds} s\n`)
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`)
  return total.failed === 0 ? 0 : 1
}

function attempt(step) {
  try {
    return step.run()
  } catch (error) {
    process.stderr.write(`${step.name}: ${error instanceof Error ? error.message : error}\n`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/** What cannot be had on a user's machine is skipped with a line; in continuous integration it must run. */
function skipped(name, reason) {
  process.stdout.write(`${name}: skipped, ${reason}\n`)
  return process.env.CI ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 }
}

/** A step that is one check. */
function whole(code) {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

/** A step that counts its own tests; a runner that fails without a failed test still fails. */
function counted(report, code, read) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const [passed, failed, skipped] = read(JSON.parse(readFileSync(report, 'utf8')))
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped }
}

function freshReport(name) {
  mkdirSync(REPORTS, { recursive: true })
  const path = join(REPORTS, name)
  rmSync(path, { force: true })
  return path
}
